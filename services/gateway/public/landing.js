// The landing page of a sandbox: sign in as somebody, see his tasks, answer them. Text goes in as text, never as HTML.
const TOKEN = 'throughline.token';
const PERSON = 'throughline.person';
const byId = (id) => document.getElementById(id);

/** Answers of each kind of task: label, route, body. */
const ANSWERS = {
  approval: [['Approve', 'decide', { outcome: 'approved' }], ['Reject', 'decide', { outcome: 'rejected' }]],
  review: [['Approve', 'decide', { outcome: 'approved' }], ['Return', 'decide', { outcome: 'returned' }]],
  collection: [['Done', 'complete', {}]],
};

/** Roles in the order of the list, with what waits for them. */
const ROLES = [
  ['sales-manager', 'Sales managers', 'Approve the discounts of their people'],
  ['sales-head', 'Head of sales', 'Steps in where nobody else is found'],
  ['finance', 'Finance', 'Approves large discounts, reviews contracts, books receipts'],
  ['legal', 'Legal', 'Reviews contracts'],
  ['commercial', 'Commercial', 'Reviews contracts'],
  ['collector', 'Collectors', 'Follow up overdue payments'],
  ['sales-rep', 'Sales representatives', 'Work on leads and deals'],
  ['admin', 'Administration', ''],
  ['operator', 'Operation', ''],
];

/** Figures in the order in which they are read; others follow. */
const FIGURES = ['customer', 'account', 'contractNumber', 'version', 'listAmount', 'discountedAmount', 'givenAway', 'percent', 'amount', 'outstanding', 'level'];
const rank = (name) => (FIGURES.includes(name) ? FIGURES.indexOf(name) : FIGURES.length);

let people = [];
/** Counts up with every list that is asked for: an answer that was overtaken is not shown. */
let turn = 0;

function element(name, { text, className, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function say(text, bad = false) {
  byId('message').classList.toggle('bad', bad);
  byId('message').textContent = text;
}

const complain = (error) => say(error.message, true);

async function whileDisabled(buttons, act) {
  for (const one of buttons) one.disabled = true;
  await act().catch(complain);
  for (const one of buttons) one.disabled = false;
}

async function call(method, path, body, { signedIn = true, again = true, key = crypto.randomUUID() } = {}) {
  const token = sessionStorage.getItem(TOKEN);
  const response = await fetch(path, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && { 'idempotency-key': key }),
      ...(signedIn && token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  // Tokens live five minutes; the sandbox gives the same person another one.
  const person = sessionStorage.getItem(PERSON);
  if (response.status === 401 && signedIn && again && person) {
    await openSession(person);
    return call(method, path, body, { signedIn, again: false, key });
  }
  throw Object.assign(new Error(answer.detail ? `${answer.title}. ${answer.detail}` : `The server answered ${response.status}.`), { problem: answer });
}

async function openSession(personId) {
  const { token, person } = await call('POST', '/v1/sandbox/sessions', { personId }, { signedIn: false });
  sessionStorage.setItem(TOKEN, token);
  sessionStorage.setItem(PERSON, person.id);
}

async function signIn(personId) {
  await openSession(personId);
  say('');
  await showTasks();
  byId('people-box').open = false;
  scrollTo({ top: 0 });
  byId('tasks-title').focus();
}

function signOut() {
  turn += 1;
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(PERSON);
  byId('tasks').hidden = true;
  byId('people-box').open = true;
  say('');
}

async function showTasks() {
  const mine = (turn += 1);
  const [me, { items, counts }, time] = await Promise.all([call('GET', '/v1/whoami'), call('GET', '/v1/tasks?view=mine&limit=50'), call('GET', '/v1/sandbox/time')]);
  if (mine !== turn) return;
  const { position, unitName } = people.find(({ id }) => id === me.personId) ?? {};
  byId('who').replaceChildren('Signed in as ', element('strong', { text: me.name }), [position, unitName].filter(Boolean).map((part) => `, ${part}`).join(''));
  byId('time').textContent = `Business time: ${inDays(time.now)}`;
  byId('task-list').replaceChildren(...items.map(taskCard));
  byId('no-task').hidden = items.length > 0;
  byId('tasks-title').textContent = counts.open > 0 ? `My tasks (${counts.open})` : 'My tasks';
  byId('tasks').hidden = false;
  byId('people-box').open = false;
}

function taskCard(task) {
  const figures = Object.entries(task.figures ?? {}).filter(([, value]) => value !== null && value !== '').sort(([a], [b]) => rank(a) - rank(b));
  const answers = element('div', { className: 'actions' });
  for (const [index, [label, route, body]] of (ANSWERS[task.kind] ?? []).entries()) {
    const button = element('button', { text: label, type: 'button', ...(index > 0 && { className: 'quiet' }) });
    button.addEventListener('click', () => whileDisabled([...answers.children], () => answer(task, label, route, body)));
    answers.append(button);
  }
  return element(
    'li',
    { className: 'card' },
    element('small', { text: `${inWords(task.kind)} · asked as ${task.why}` }),
    element('strong', { text: task.ask }),
    element('dl', {}, ...figures.flatMap(([name, value]) => [element('dt', { text: inWords(name) }), element('dd', { text: figure(value) })])),
    element('small', { text: `${task.overdue ? 'Overdue since' : 'Due'} ${inDays(task.dueAt)}`, ...(task.overdue && { className: 'overdue' }) }),
    answers,
  );
}

async function answer(task, label, route, body) {
  const key = crypto.randomUUID();
  try {
    const ask = () => call('POST', `/v1/tasks/${encodeURIComponent(task.id)}/${route}`, body, { key });
    // Not heard of in time: the same key asks once more, and changes nothing if it had been heard.
    let said = await ask();
    if (said.answer === 'unknown') said = await ask();
    if (said.answer === 'unknown') throw new Error('It is not known yet whether your answer was taken. Refresh in a moment; answering again does no harm.');
    say(`${label}: ${task.ask}. Accepted.`);
  } catch (error) {
    say(`${error.message} ${whatStands(error.problem)}`.trim(), true);
  }
  // Also after a no: what this page showed was old.
  await showTasks();
  byId('tasks-title').focus({ preventScroll: true });
}

/** The decision that was made before, if the problem tells of one. */
function whatStands({ data } = {}) {
  if (!data?.outcome) return '';
  const by = people.find(({ id }) => id === data.by)?.name ?? 'somebody';
  return `It was ${data.outcome} by ${by}${data.at ? `, ${inDays(data.at)}` : ''}.`;
}

function figure(value) {
  if (Array.isArray(value)) return value.map(figure).join(', ');
  if (typeof value !== 'object') return String(value);
  if (!('amount' in value)) return JSON.stringify(value);
  // As text, digit for digit: a number would round.
  const [whole, cents] = value.amount.split('.');
  return `${value.currency} ${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${cents ? `.${cents}` : ''}`;
}

/** listAmount → List amount. */
function inWords(name) {
  const words = name.replace(/([A-Z])/g, ' $1').replaceAll('-', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** In the zone of who has signed in, since deadlines end with his working day. */
function inDays(instant) {
  const zone = people.find(({ id }) => id === sessionStorage.getItem(PERSON))?.zone;
  return new Date(instant).toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', ...(zone && { timeZone: zone }) });
}

async function showPeople() {
  const { items } = await call('GET', '/v1/sandbox/people', undefined, { signedIn: false });
  people = items.filter(({ active }) => active);
  const known = new Set(ROLES.map(([role]) => role));
  const others = [...new Set(people.map(({ roles }) => roles[0] ?? 'others'))].filter((role) => !known.has(role)).map((role) => [role, inWords(role), '']);
  const groups = [...ROLES, ...others].map(([role, title, hint]) => group(title, hint, people.filter(({ roles }) => (roles[0] ?? 'others') === role)));
  byId('people').replaceChildren(...groups.filter(Boolean));
  if (people.length === 0) byId('people').replaceChildren(element('p', { text: 'Nobody yet: run `throughline seed`.' }));
  find();
}

function group(title, hint, members) {
  if (members.length === 0) return undefined;
  const alike = new Set(members.map(({ position }) => position)).size === 1;
  const cards = members.map((person) => personCard(person, alike ? [person.unitName] : [person.position, person.unitName]));
  return element('section', {}, element('h3', { text: title }), element('p', { className: 'hint', text: hint }), element('ul', { className: 'people' }, ...cards));
}

function personCard(person, facts) {
  const button = element(
    'button',
    { type: 'button', className: 'person' },
    element('span', { className: 'unseen', text: 'Sign in as ' }),
    element('strong', { text: person.name }),
    element('small', { text: facts.filter(Boolean).join(', ') }),
  );
  button.addEventListener('click', () => whileDisabled([button], () => signIn(person.id)));
  return element('li', {}, button);
}

function find() {
  const wanted = byId('find').value.trim().toLowerCase();
  let found = 0;
  for (const section of byId('people').querySelectorAll('section')) {
    const title = section.querySelector('h3').textContent;
    const cards = [...section.querySelectorAll('li')];
    for (const card of cards) card.hidden = !`${title} ${card.querySelector('strong').textContent} ${card.querySelector('small').textContent}`.toLowerCase().includes(wanted);
    const shown = cards.filter(({ hidden }) => !hidden).length;
    section.hidden = shown === 0;
    found += shown;
  }
  byId('nobody').hidden = found > 0 || people.length === 0;
}

byId('refresh').addEventListener('click', () => {
  say('');
  return whileDisabled([byId('refresh')], showTasks);
});
byId('sign-out').addEventListener('click', signOut);
byId('find').addEventListener('input', find);
showPeople()
  .catch((error) => byId('people').replaceChildren(element('p', { text: error.message })))
  // After the people: names, positions and zones come from them.
  .then(() => (sessionStorage.getItem(PERSON) ? showTasks().catch(complain) : undefined));
