// Signing in and out where there is no sandbox, and setting a password by a link. Text goes in as text, never as HTML.
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

async function show() {
  const who = await call('GET', '/v1/whoami').catch((error) => {
    if (error.status !== 401) throw error;
  });
  byId('signed-in').hidden = !who;
  byId('sign-in').hidden = true;
  if (who) {
    byId('who').textContent = `${who.name} (${who.roles.join(', ')})`;
    return;
  }
  // Where the directory gives no sessions there is nothing to offer.
  const ways = await call('GET', '/v1/sign-in').catch(() => undefined);
  byId('sign-in').hidden = !ways;
  byId('by-provider').hidden = !ways?.oidc;
  if (ways?.oidc) byId('provider').textContent = ways.oidc.name;
}

on('by-password', 'submit', async () => {
  await call('POST', '/v1/session', { email: byId('email').value, password: byId('password').value });
  byId('password').value = '';
  say('');
  await show();
});
on('sign-out', 'click', async () => {
  await call('DELETE', '/v1/session');
  await show();
});
on('sign-out-everywhere', 'click', async () => {
  await call('DELETE', '/v1/sessions');
  await show();
});
on('set-password', 'submit', async () => {
  const token = location.hash.slice(1);
  await call('POST', '/v1/passwords', { token, password: byId('password').value });
  // The link is void; nobody finds it in the history.
  history.replaceState(null, '', location.pathname);
  byId('set-password').hidden = true;
  say('The password is set. You can sign in with it now.');
});

if (byId('signed-in')) show().catch(complain);
