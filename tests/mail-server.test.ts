import { expect, test } from 'vitest'
import { readEnvironment } from '../src/environment.ts'
import { readMailServer } from '../src/mail/mail-server.ts'

test.each([
  [
    'smtp://mail.example.vn',
    { port: 25, isSecure: false, needsTls: false, auth: null, from: 'so-doan@mail.example.vn' },
  ],
  [
    'smtps://a:b@mail.example.vn',
    { port: 465, isSecure: true, needsTls: false, auth: { user: 'a', pass: 'b' } },
  ],
  [
    'smtp://a%40hnb.vn:b%3F@mail.example.vn',
    { port: 587, needsTls: true, auth: { user: 'a@hnb.vn', pass: 'b?' }, from: 'a@hnb.vn' },
  ],
  ['smtp://127.0.0.1:2525?from=so@hnb.vn', { port: 2525, needsTls: false, from: 'so@hnb.vn' }],
  ['smtp://u:p@127.0.0.1', { needsTls: false, from: 'so-doan@localhost' }],
])('SMTP_URL=%s is understood', (url, expected) => {
  expect(readMailServer(url)).toMatchObject(expected)
})

test.each([
  'mail.example.vn',
  'https://mail.example.vn',
  'smtp://',
  'smtp://a@mail.example.vn',
  'smtp://mail.example.vn/inbox',
  'smtp://mail.example.vn?pool=true',
  'smtp://mail.example.vn?from=nobody',
  'smtp://u:bí-ẩn-7@mail.example.vn?secure=false',
])('SMTP_URL=%s ends the program with a line that names it and no password', (url) => {
  const said = readEnvironment({ SMTP_URL: url })
  expect(said).toMatch(/^SMTP_URL cannot be used: [^\n]+$/)
  expect(said).not.toContain('bí-ẩn-7')
})
