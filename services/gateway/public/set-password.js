// Setting a password by a link. Text goes in as text, never as HTML.
const byId = (id) => document.getElementById(id);

function say(text, bad = false) {
  byId('message').classList.toggle('bad', bad);
  byId('message').textContent = text;
}

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    // Says that one of our pages asks; a page of another site cannot.
    headers: { 'x-throughline-page': '1', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json().catch(() => ({ title: 'There was no answer that this page understands', action: 'Try again in a moment.' }));
  if (!response.ok) throw Object.assign(new Error(`${answer.title}. ${answer.action}`), { status: response.status });
  return answer;
}

const complain = (error) => say(error.message, true);

/** One answer at a time: a second click does nothing. */
function on(id, event, act) {
  byId(id)?.addEventListener(event, (happened) => {
    happened.preventDefault();
    const buttons = [...document.querySelectorAll('button')];
    for (const button of buttons) button.disabled = true;
    act()
      .catch(complain)
      .finally(() => {
        for (const button of buttons) button.disabled = false;
      });
  });
}

on('set-password', 'submit', async () => {
  const token = location.hash.slice(1);
  await call('POST', '/v1/passwords', { token, password: byId('password').value });
  // The link is void; nobody finds it in the history.
  history.replaceState(null, '', location.pathname);
  byId('set-password').hidden = true;
  say('The password is set. You can sign in with it now.');
});
