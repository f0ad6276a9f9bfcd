/**
 * @file Turns emails into anonymous plain text: headers are dropped, the readable part is decoded, HTML is reduced to
 * its words; addresses, links, numbers, and names become [address], [link], [number], and [name].
 */

const QUOTED_HEADER =
  /^[>|\s]*(from|to|cc|bcc|sender|reply-to|message-id|return-path|received|delivered-to|x-[a-z-]+):.*$/gim
/** The signature, after a line of two dashes. */
const SIGNATURE = /\n-- ?\n[\s\S]*$/
/** An attribution line such as `Ann Other wrote:`. */
const WROTE = /[\w.'"-]+(?:[ \t]+[\w.'"-]+){0,3}[ \t]+(wrote|writes|said):/g
const PGP = /-----BEGIN PGP SIGNATURE-----[\s\S]*?(-----END PGP SIGNATURE-----|$)/g

/** Reads an email: the text of its readable part, and the names in its headers. */
export function readMail(source) {
  const [headers, body] = splitHead(source.replaceAll('\r\n', '\n'))
  const people = ['from', 'to', 'cc', 'reply-to', 'sender'].flatMap((name) => namesIn(headers.get(name) ?? ''))
  return { text: readable(headers, body), people }
}

/** The known names: everyone mentioned in a header, and first names that are not also common words in these emails. */
export function knownNames(mails, firstNames) {
  const lower = new Map()
  for (const { text } of mails) {
    for (const word of text.match(/\b[a-z]{2,}\b/g) ?? []) lower.set(word, (lower.get(word) ?? 0) + 1)
  }
  const people = new Map()
  for (const name of new Set(mails.flatMap((mail) => mail.people))) {
    const [first, ...others] = name.toLowerCase().split(' ')
    if (others.length > 0) people.set(first, [...(people.get(first) ?? []), name])
  }
  return {
    /** Full names, keyed by their first word. */
    people,
    first: new Set(firstNames),
    // Names such as "Will" and "Mark" are more often common words, so they are left out.
    alone: new Set(firstNames.filter((name) => (lower.get(name.toLowerCase()) ?? 0) < 5)),
  }
}

/** The text of an email with people's names and other personal data replaced, at most `longest` characters. */
export function scrub({ text, people }, names, longest) {
  const own = new Set(
    people.flatMap((name) => name.split(/[\s.,]+/)).filter((word) => /^[A-Z][A-Za-z'-]{2,}$/.test(word)),
  )
  let plain = text
    .replace(PGP, ' ')
    .replace(SIGNATURE, ' ')
    // Only what ends with such a verb is searched: from each word, WROTE looks four words ahead.
    .replace(/^.*(?:wrote|writes|said):/gm, (line) => line.replace(WROTE, ' [name] $1:'))
    .replace(QUOTED_HEADER, ' ')
    .replace(/\b(?:return-path|delivered-to|message-id|received|x-mailer|reply-to):\s*(?:<[^>]*>|\S*)/gi, ' ')
    .replace(/\b(?:https?|ftp|mailto|telnet|irc|news):[^\s"<>]*/gi, ' [link] ')
    .replace(/\bwww\.[^\s"<>]+/gi, ' [link] ')
    .replace(/(?<![^\s"<>()[\],;:])[^\s"<>()[\],;:]*@[^\s"<>()[\],;:]*/g, ' [address] ')
    .replace(/\b[\w.+-]+\s*[[({<]\s*at\s*[\])}>]\s*[\w.-]+/gi, ' [address] ')
    .replace(/\b[\w+-]+ at [\w-]+(?: dot |\.)(?:com|org|net|edu|gov|ie|uk|de|ca|au)\b/gi, ' [address] ')
    .replace(
      /\b(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|mil|info|biz|ie|uk|de|ca|au|fr|nl|se|it|us|jp|cn|kr|tw|ru)\b(?:\/[^\s"<>]*)?/gi,
      ' [link] ',
    )
    .replaceAll('@', ' ')
  plain = plain
    .replace(/\+?\d[\d\s()./-]{5,}\d/g, (digits) => (digits.replace(/\D/g, '').length >= 7 ? ' [number] ' : digits))
    .replace(/\d{5,}/g, ' [number] ')
    .replace(/(?<!\S)\S{40,}/g, ' ')
  plain = withoutNames(plain, names, own)
    .replace(/\s+/g, ' ')
    .replace(/((?:\[\w+\]) ?)\1+/g, '$1')
    .trim()
  if (plain.length <= longest) return plain
  const cut = plain.slice(0, longest)
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).trim()
}

/** Replaces full names, capitalized words after a first name, and first names on their own with [name]. */
function withoutNames(text, { people, first, alone }, own) {
  const words = new Set(text.toLowerCase().match(/[a-z][a-z'-]+/g))
  const fullNames = [...words].flatMap((word) => people.get(word) ?? []).sort((a, b) => b.length - a.length)
  const plain = fullNames.reduce((left, name) => left.replace(phrase(name), '[name]'), text)
  return plain.replace(/\b[A-Z][A-Za-z'-]+(?:[ \t]+(?:[A-Z]\.?[ \t]+)?[A-Z][A-Za-z'-]+){0,3}\b/g, (run) => {
    const parts = run.split(/\s+/)
    const begins = parts.findIndex((word, i) => first.has(word) && i + 1 < parts.length && !isPlain(parts[i + 1]))
    if (begins >= 0) return [...parts.slice(0, begins), '[name]'].join(' ')
    return parts.map((word) => (own.has(word) || alone.has(word) ? '[name]' : word)).join(' ')
  })
}

function phrase(name) {
  const words = name.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`\\b${words.join('\\s+')}(?![A-Za-z])`, 'gi')
}

/** Words in all capitals are usually headlines, not names. */
function isPlain(word) {
  return word === word.toUpperCase()
}

/** Names in an address header: `Ann Other <a@b.c>`, `"Other, Ann" <...>`, `a@b.c (Ann Other)`. */
function namesIn(header) {
  const found = [...header.matchAll(/"?([A-Z][^"<>@,;()]*?)"?\s*<[^>]*>|\(([^)@]+)\)/g)].map(([, a, b]) =>
    (a ?? b).trim(),
  )
  return found.filter((name) => /^[A-Za-z][A-Za-z .'-]{2,40}$/.test(name))
}

function splitHead(source) {
  const end = source.indexOf('\n\n')
  const head = (end < 0 ? source : source.slice(0, end)).replace(/\n[ \t]+/g, ' ')
  const headers = new Map()
  for (const line of head.split('\n')) {
    const at = line.indexOf(':')
    if (at > 0 && !headers.has(line.slice(0, at).toLowerCase()))
      headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim())
  }
  return [headers, end < 0 ? '' : source.slice(end + 2)]
}

/** The text of a message part; if there are several parts, the first plain text part, or else the first HTML part. */
function readable(headers, body) {
  const type = headers.get('content-type') ?? 'text/plain'
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (/^multipart\//i.test(type) && boundary) {
    const parts = body
      .split(`--${boundary}`)
      .slice(1)
      .map((part) => splitHead(part.replace(/^\n/, '')))
    const texts = parts.map(([head, inside]) => ({
      html: isHtml(head.get('content-type')),
      text: readable(head, inside),
    }))
    return (texts.find(({ html, text }) => !html && text.trim()) ?? texts.find(({ text }) => text.trim()))?.text ?? ''
  }
  if (!/^(text\/|message\/)/i.test(type)) return ''
  const decoded = decode(body, (headers.get('content-transfer-encoding') ?? '').toLowerCase())
  return isHtml(type) || /<html|<body|<table/i.test(decoded) ? wordsOf(decoded) : decoded
}

function isHtml(type) {
  return /html/i.test(type ?? '')
}

function decode(body, encoding) {
  if (encoding === 'base64') return asText(Buffer.from(body, 'base64').toString('latin1'))
  if (encoding !== 'quoted-printable') return asText(body)
  return asText(
    body.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
  )
}

/** Decodes bytes (given as a Latin-1 string) as UTF-8 if valid, otherwise as Windows-1252. */
function asText(bytes) {
  const buffer = Buffer.from(bytes, 'latin1')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer)
  } catch {
    return new TextDecoder('windows-1252').decode(buffer)
  }
}

const ENTITIES = { amp: '&', lt: ' ', gt: ' ', quot: '"', nbsp: ' ', copy: '(c)', reg: '(R)', apos: "'" }

function wordsOf(html) {
  return html
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/<(script|style|title)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<\/?(?:b|i|u|font|span|em|strong|a)\b[^>]*>/gi, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d{1,5});?/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/&(\w+);?/g, (whole, name) => ENTITIES[name.toLowerCase()] ?? whole)
}
