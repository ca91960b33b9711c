// Asks for a link to set a new password. Whether anybody has the address is not said here either. Text goes in as text, never as HTML.
const words = {
  zh: {
    title: '忘记密码', what: '我们会把链接发送到您的邮箱。链接仅可使用一次，一小时内有效，用于设置新密码。', email: '邮箱地址', send: '发送链接', back: '返回登录',
    sent: '如果此邮箱对应一个使用密码登录的账户，几分钟内会收到一封含链接的邮件。', failed: '没有成功，请稍后再试。', no_mail: '此系统不发送邮件，请向管理员索取链接。', busy: '请求过多，请一分钟后再试。',
  },
  en: {
    title: 'Forgotten password', what: 'We send a link to your e-mail address. It works once, for an hour, and sets a new password.', email: 'E-mail address', send: 'Send the link', back: 'Back to signing in',
    sent: 'If somebody with this address signs in with a password here, a mail with a link arrives within minutes.', failed: 'This did not work. Try again in a while.', no_mail: 'No mail is sent here: ask an administrator for a link.', busy: 'Too many ask at once. Try again in a minute.',
  },
};
const byId = (id) => document.getElementById(id);
const language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
const said = words[language];

document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
document.title = `${said.title} · Throughline`;
for (const element of document.querySelectorAll('[data-word]')) element.textContent = said[element.dataset.word];

function say(text, bad) {
  byId('message').classList.toggle('bad', bad);
  byId('message').textContent = text;
}

byId('ask').addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = byId('ask').querySelector('button');
  button.disabled = true;
  try {
    // The header says that one of our pages asks; a page of another site cannot.
    const response = await fetch('/v1/passwords/links', { method: 'POST', headers: { 'x-throughline-page': '1', 'content-type': 'application/json' }, body: JSON.stringify({ email: byId('email').value }) });
    const answer = await response.json();
    byId('ask').hidden = response.ok;
    if (response.ok) say(said.sent, false);
    else say({ 'sign_in.no_mail': said.no_mail, 'sign_in.busy': said.busy, 'request.rate_limited': said.busy }[answer.code] ?? said.failed, true);
  } catch {
    say(said.failed, true);
  } finally {
    button.disabled = false;
  }
});
