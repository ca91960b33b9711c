// The landing page of a sandbox: sign in as somebody, see his tasks, decide them. Text goes in as text, never as HTML.
const TOKEN = 'throughline.token';
const PERSON = 'throughline.person';
const byId = (id) => document.getElementById(id);

/** Answers of each kind of task: label, route, body. */
const ANSWERS = {
  approval: [['Approve', 'decide', { outcome: 'approved' }], ['Reject', 'decide', { outcome: 'rejected' }]],
  review: [['Approve', 'decide', { outcome: 'approved' }], ['Return', 'decide', { outcome: 'returned' }]],
  collection: [['Done', 'complete', {}]],
};

function element(name, { text, className, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function button(label, quiet, act) {
  const made = element('button', { text: label, type: 'button', ...(quiet && { className: 'quiet' }) });
  made.addEventListener('click', async () => {
    made.disabled = true;
    try {
      await act();
    } catch (error) {
      say(error.message);
    } finally {
      made.disabled = false;
    }
  });
  return made;
}

const say = (text) => (byId('message').textContent = text);

async function call(method, path, body, signedIn = true, again = true) {
  const token = sessionStorage.getItem(TOKEN);
  const response = await fetch(path, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && { 'idempotency-key': crypto.randomUUID() }),
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
    return call(method, path, body, signedIn, false);
  }
  throw new Error(answer.detail ? `${answer.title}: ${answer.detail}` : `The server answered ${response.status}.`);
}

async function openSession(personId) {
  const { token, person } = await call('POST', '/v1/sandbox/sessions', { personId }, false);
  sessionStorage.setItem(TOKEN, token);
  sessionStorage.setItem(PERSON, person.id);
  return person;
}

async function signIn(personId) {
  await openSession(personId);
  await showTasks();
  byId('tasks').scrollIntoView({ block: 'start' });
  byId('tasks-title').setAttribute('tabindex', '-1');
  byId('tasks-title').focus();
}

function signOut() {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(PERSON);
  byId('tasks').hidden = true;
}

async function showTasks() {
  byId('tasks').hidden = false;
  say('');
  const [me, { items }, time] = await Promise.all([call('GET', '/v1/whoami'), call('GET', '/v1/tasks?view=mine'), call('GET', '/v1/sandbox/time')]);
  byId('who').textContent = `${me.name}, ${me.roles.join(', ')}`;
  byId('time').textContent = `Business time: ${new Date(time.now).toLocaleString()}`;
  byId('task-list').replaceChildren(...items.map(taskCard));
  if (items.length === 0) say('Nothing waits for you.');
}

function taskCard(task) {
  const facts = element('dl', {}, ...Object.entries(task.figures ?? {}).flatMap(([name, value]) => [element('dt', { text: name }), element('dd', { text: inWords(value) })]));
  const answers = (ANSWERS[task.kind] ?? []).map(([label, route, body], index) =>
    button(label, index > 0, async () => {
      await call('POST', `/v1/tasks/${encodeURIComponent(task.id)}/${route}`, body);
      await showTasks();
      say(`${label}: ${task.ask}`);
    }),
  );
  return element(
    'li',
    { className: 'card' },
    element('strong', { text: task.ask }),
    element('small', { text: [task.kind, task.leg, task.dueAt && `due ${new Date(task.dueAt).toLocaleString()}`].filter(Boolean).join(' · ') }),
    facts,
    element('div', { className: 'actions' }, ...answers),
  );
}

function inWords(value) {
  if (value && typeof value === 'object') return 'amount' in value ? `${value.amount} ${value.currency}` : JSON.stringify(value);
  return String(value);
}

async function showPeople() {
  const { items } = await call('GET', '/v1/sandbox/people', undefined, false);
  const roles = new Map();
  for (const person of items.filter(({ active }) => active)) {
    const role = person.roles[0] ?? 'others';
    roles.set(role, [...(roles.get(role) ?? []), person]);
  }
  const groups = [...roles].sort(([a], [b]) => a.localeCompare(b)).flatMap(([role, people]) => [
    element('h3', { text: role.replaceAll('-', ' ') }),
    element('ul', { className: 'cards' }, ...people.map(personCard)),
  ]);
  byId('people').replaceChildren(...(groups.length ? groups : [element('p', { text: 'Nobody yet: run `throughline seed`.' })]));
}

function personCard(person) {
  const act = button('Sign in', true, () => signIn(person.id));
  act.setAttribute('aria-label', `Sign in as ${person.name}`);
  return element(
    'li',
    { className: 'card' },
    element('strong', { text: person.name }),
    element('small', { text: [person.position, person.unitName].filter(Boolean).join(' · ') }),
    element('div', { className: 'actions' }, act),
  );
}

byId('refresh').addEventListener('click', () => showTasks().catch((error) => say(error.message)));
byId('sign-out').addEventListener('click', signOut);
showPeople().catch((error) => byId('people').replaceChildren(element('p', { text: error.message })));
if (sessionStorage.getItem(PERSON)) showTasks().catch((error) => say(error.message));
