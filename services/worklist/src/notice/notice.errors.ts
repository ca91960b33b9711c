import { defineErrors } from '@throughline/errors/throughline-error';

export const noticeErrors = defineErrors('notice', {
  target_not_allowed: {
    family: 'user',
    status: 422,
    title: 'Notices cannot be sent to this address',
    situation: 'Webhooks, and messages to browsers, are sent by https to addresses on the public internet only, without a name and password in them.',
    action: 'Give another address; whoever runs the system can allow addresses inside the company (WEBHOOKS_INSIDE).',
  },
  no_secrets: {
    family: 'user',
    status: 422,
    title: 'No secret can be kept here',
    situation: 'This deployment has no key to seal secrets of webhooks with (NOTICE_SECRET).',
    action: 'Leave the secret out, or have whoever runs the system set the key.',
  },
  no_push: {
    family: 'user',
    status: 422,
    title: 'Nothing is sent to browsers here',
    situation: 'This deployment has no key by which push services would know it (VAPID_PRIVATE_KEY).',
    action: 'Be told by mail, or have whoever runs the system set the key.',
  },
  too_many_devices: {
    family: 'user',
    status: 422,
    title: 'You are told on many browsers already',
    situation: 'So many browsers of yours are subscribed as one person may have ("data.most").',
    action: 'Remove one that you do not use any more (DELETE /v1/notices/devices/{id}).',
  },
});
