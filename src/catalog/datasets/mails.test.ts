/** @file Checks the shipped emails: nothing in them may identify a person. */
import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { knownNames, readMail, scrub } from '../../../scripts/datasets/mail.mjs'
import { textAt } from '../../data/column-operations'
import { unpackChunk } from '../../data/packed-chunk'
import { spamHam } from './texts'

const FOLDER = 'public/data/spam-ham'

function mails(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.bin'))
    .flatMap((file) => {
      const read = unpackChunk(
        spamHam.schema,
        spamHam.schema.rows,
        new Uint8Array(gunzipSync(readFileSync(`${FOLDER}/${file}`))),
      )
      if (!read.ok) throw new Error(read.error)
      const [mail] = read.value
      if (mail?.type !== 'text') throw new Error('no mails')
      return Array.from({ length: spamHam.schema.rows }, (_, row) => textAt(mail, row))
    })
}

/** Patterns that would identify a person or a website. */
const TRACES = [
  ['an address', /@|\bmailto\b/i],
  ['an address with "at"', /\b[\w.+-]+ ?[[({<] ?at ?[\])}>] ?[\w-]+/i],
  ['a link', /\b(https?|ftp):|\bwww\./i],
  ['a host', /\b[a-z0-9-]+\.(com|net|org|edu|gov)\b/i],
  ['a number of seven digits', /\d{5,}|(\d[ ()./-]{0,3}){7,}/],
  ['a header', /(^|\s)(return-path|received|delivered-to|message-id|x-mailer|reply-to): \S/i],
  ['the author of a quote', /\b[A-Z][a-z]+ [A-Z][a-z]+ (wrote|writes):/],
] as const

describe('the mails', () => {
  const all = mails()
  it('are 2,500 of at most 1,000 characters, without duplicates', () => {
    expect(all).toHaveLength(2500)
    expect(Math.max(...all.map(({ length }) => length))).toBeLessThanOrEqual(1000)
    expect(Math.min(...all.map(({ length }) => length))).toBeGreaterThan(30)
    expect(new Set(all.map((mail) => mail.toLowerCase())).size).toBe(2500)
  })
  it.each(TRACES)('contain no trace: %s', (_, trace) => {
    expect(all.flatMap((mail) => trace.exec(mail)?.[0] ?? [])).toEqual([])
  })
})

it('removes every person from an email', () => {
  const source = [
    'From: "Ann van Dale" <ann@dale.example.org>',
    'To: Bob Other <bob@example.com>',
    'Content-Type: text/plain',
    '',
    'Dear Bob, ann van dale wrote to you at bob@example.com and bob at example.com.',
    'See http://bob:secret@www.example.com/~bob?id=7 or call +1 (555) 010-9999.',
    'Quentin Xample said so.',
    '-- ',
    'Ann, 12 Main Street',
  ].join('\n')
  const mail = readMail(source)
  const text = scrub(mail, knownNames([mail], ['Quentin', 'Ann']), 1000)
  expect(text).toBe(
    'Dear [name], [name] wrote to you at [address] and [address] . See [link] or call [number] . [name] said so.',
  )
})
