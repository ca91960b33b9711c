import { createHmac } from 'node:crypto';
import type { WebhookShape } from '../notice-choices/notice-choices';
import { htmlOf, messageOf, type Told } from './message';
import { isPublic } from './public-address';
import { mayPostTo } from './post';
import { webhookCall } from './webhook-call';

const told: Told = { id: 'n-1', kind: 'waiting', type: 'throughline.task.assigned.v1', taskId: 't-1', approvalId: null, ask: '15 % for <Harbour>\nCranes', said: null, at: '2026-03-02T02:00:00.000Z' };
const now = new Date('2026-03-02T02:00:00.500Z');
const stamp = String(now.getTime());
const seconds = '1772416800';
const secret = 'SEC-of-this-robot';
const call = (shape: WebhookShape) => webhookCall({ url: 'https://robots.example.com/send?key=k', shape, secret }, 'n-1', [told], messageOf([told], 'en', 'https://crm.example.com'), now);

it('signs the time and the body for receivers of our own shape', () => {
  const { headers, body } = call('generic');
  expect(headers).toMatchObject({ 'x-throughline-timestamp': seconds, 'x-throughline-signature': `sha256=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}` });
  expect(JSON.parse(body)).toEqual({ id: 'n-1', subject: 'Waiting for you: 15 % for <Harbour> Cranes', notices: [told] });
});

it('speaks to robots of WeCom, DingTalk and Feishu as each wants to be spoken to', () => {
  const text = 'Waiting for you: 15 % for <Harbour> Cranes\nhttps://crm.example.com/tasks/t-1';
  expect([call('wecom').url, JSON.parse(call('wecom').body)]).toEqual(['https://robots.example.com/send?key=k', { msgtype: 'text', text: { content: text } }]);
  const dingtalk = new URL(call('dingtalk').url);
  expect([dingtalk.searchParams.get('key'), dingtalk.searchParams.get('timestamp'), dingtalk.searchParams.get('sign')]).toEqual(['k', stamp, createHmac('sha256', secret).update(`${stamp}\n${secret}`).digest('base64')]);
  const feishu = JSON.parse(call('feishu').body);
  expect(feishu).toEqual({ timestamp: seconds, sign: createHmac('sha256', `${seconds}\n${secret}`).update('').digest('base64'), msg_type: 'text', content: { text } });
});

it('takes a robot at its word, not at its status', () => {
  expect([call('dingtalk').accepted('{"errcode":0}'), call('dingtalk').accepted('{"errcode":310000}'), call('feishu').accepted('{"code":19021}'), call('wecom').accepted('<html>')]).toEqual([true, false, false, false]);
});

it('lets nothing of what was asked become markup or a second subject line', () => {
  const message = messageOf([told], 'zh', 'https://crm.example.com');
  expect(message.subject).toBe('待您处理: 15 % for <Harbour> Cranes');
  expect(htmlOf(message)).toContain('&lt;Harbour&gt;');
  expect(messageOf([told, told], 'zh', 'https://x').subject).toBe('2 条消息');
});

it.each(['127.0.0.1', '10.1.2.3', '172.20.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', '::', '::ffff:10.0.0.1', 'fd00::1', 'fe80::1', '64:ff9b::7f00:1', '2002:7f00:1::'])('%s is inside', (address) => {
  expect(isPublic(address)).toBe(false);
});

it('goes to the public internet by https only, unless it may go inside', () => {
  expect(['https://robots.example.com', 'https://8.8.8.8/x', 'https://[2606:4700::1111]/'].filter((url) => !mayPostTo(url, false))).toEqual([]);
  expect(['http://robots.example.com', 'https://127.0.0.1', 'https://[::1]/', 'https://0x7f.1/', 'https://2130706433/', 'https://me:you@robots.example.com', 'ftp://x.example.com'].filter((url) => mayPostTo(url, false))).toEqual([]);
  expect([mayPostTo('http://127.0.0.1:9/', true), mayPostTo('file:///etc/passwd', true)]).toEqual([true, false]);
});
