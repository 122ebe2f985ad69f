import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { formatSecret, parseSecret, sign } from '../../../dashboard/delivery/sign.ts';

const secret = 'whsec_cHJpbnRmbGVldC10ZXN0LXZlY3Rvci0wMTIzNDU2';
const id = 'msg_01JD0000000000000000000000';
const at = new Date(1_795_000_000_000);
const body = '{"type":"alert.fired","timestamp":"2026-11-18T22:26:40.000Z","data":{"alert":{"id":"al_1"}}}';

test('the known vector', () => {
  expect(sign(id, at, body, [secret])).toEqual({
    'webhook-id': id,
    'webhook-timestamp': '1795000000',
    'webhook-signature': 'v1,pCcTogMDD6DFALwR+VmEyHqUBIHZ6U6cpKlvaNui0Ug=',
  });
});

test('the library of Standard Webhooks agrees, also on bytes that are no ASCII', () => {
  const own = formatSecret(randomBytes(32));
  const words = JSON.stringify({ title: 'Papierstau in Fach 2 – 紙詰まり 🖨' });
  expect(new Webhook(own).sign(id, at, words)).toBe(sign(id, at, words, [own])['webhook-signature']);
  const now = new Date();
  expect(new Webhook(own).verify(words, sign(id, now, Buffer.from(words), [own]))).toEqual(JSON.parse(words));
  expect(() => new Webhook(own).verify(`${words} `, sign(id, now, words, [own]))).toThrow();
});

test('two secrets give two signatures, and either is enough', () => {
  const other = formatSecret(randomBytes(24));
  const now = new Date();
  const headers = sign(id, now, body, [other, secret]);
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  expect(new Webhook(secret).verify(body, headers)).toBeTruthy();
  expect(new Webhook(other).verify(body, headers)).toBeTruthy();
});

describe('secrets', () => {
  test.each([
    ['no prefix', secret.slice(6)],
    ['no base64', 'whsec_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!'],
    ['too short', formatSecret(randomBytes(23))],
    ['too long', formatSecret(randomBytes(65))],
    ['empty', ''],
  ])('%s', (_, text) => {
    expect(parseSecret(text)).toBeNull();
    expect(() => sign(id, at, body, [text])).toThrow(TypeError);
  });

  test('white space around it is not part of it, padding is not needed', () => {
    expect(parseSecret(` ${secret}\n`)?.toString()).toBe('printfleet-test-vector-0123456');
    const padded = formatSecret(randomBytes(25));
    expect(parseSecret(padded.replace(/=+$/, ''))).toEqual(parseSecret(padded));
  });
});
