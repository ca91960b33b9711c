/** What is known of a person's language is not known here: both. */
export function passwordLinkMail(link: string): { subject: string; text: string } {
  return {
    subject: '设置新密码 · Set a new password',
    text: [
      '有人（可能是您本人）申请为您的账户设置新密码。请在一小时内打开下面的链接，链接仅可使用一次：',
      'Somebody, probably you, asked to set a new password for your account. Open this link within an hour; it works once:',
      link,
      '如果不是您本人申请，无需任何操作，您的密码不会改变。请勿将此链接转发给任何人。',
      'If it was not you, there is nothing to do: your password stays as it is. Pass the link on to nobody.',
    ].join('\n\n'),
  };
}
