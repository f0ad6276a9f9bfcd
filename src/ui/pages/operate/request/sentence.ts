/** @file sentenceOf: what became of one request, in one sentence: who answered what and how sure, or why there is no answer. */
import type { RequestRecord } from '../../../../ops/log/request'
import { type Book, type RequestSource, versionName } from '../../../../ops/record'
import { percent, significant } from '../../../../messages/format'

/** What was wrong with an input, by its code in the book; the log keeps no more of it. */
const VERDICTS: Readonly<Record<string, string>> = {
  'request-missing': 'a value is missing',
  'request-column': 'a column came under another name',
  'request-type': 'a value is of the wrong type',
  'request-rank': 'a list has the wrong shape',
  'request-not-finite': 'a number is not finite',
  'request-unseen': 'a category is one that training never saw',
  'request-range': 'a value lies beyond what training saw',
  'request-no-record': 'it is no record of values',
  'url-body-large': 'its body was too large',
  'url-body-empty': 'its body was empty',
  'url-json': 'its body was not JSON',
  'url-json-nan': 'its body said NaN or Infinity, for which JSON has no number',
  'url-json-deep': 'its lists lay too deep within each other',
  'url-json-object': 'its body was no object',
  'url-inputs': 'it brought no inputs',
  'url-input': 'an input was not as the protocol has it',
  'url-binary': 'its values came as bytes behind the JSON',
  'url-input-twice': 'an input was given twice',
  'url-input-unknown': 'an input had a name that the model does not know',
  'url-input-missing': 'an input was missing',
  'url-output-unknown': 'it asked for an output that the model does not give',
  'url-datatype': 'an input was of the wrong datatype',
  'url-rank': 'a shape had too few axes, or too many',
  'url-shape': 'an input had the wrong shape',
  'url-shape-order': 'a shape had its axes in another order',
  'url-length': 'there were fewer values than its shape says, or more',
  'url-nesting': 'its lists did not follow its shape',
  'url-rows-differ': 'its inputs had different numbers of rows',
  'url-rows-none': 'it had no rows',
  'url-rows-many': 'it had too many rows',
  'url-value': 'a value was of the wrong type',
  'url-range': 'a value was out of its range',
  'url-field': 'what stood beside its inputs was not as the protocol has it',
  'url-label': 'its label was neither a name nor a number',
  'url-label-unknown': 'its label was none that the model knows',
}

export function verdictWords(code: string): string {
  return VERDICTS[code] ?? code
}

/** Refused, yet whole: a value that training never saw is still one. */
const WHOLE: ReadonlySet<string | undefined> = new Set(['request-unseen', 'request-range'])

/** Why there is nothing to label and no row to make of a request; undefined of what brought a whole input. */
export function whyNoRow({ status, verdict }: Pick<RequestRecord, 'status' | 'verdict'>): string | undefined {
  if (status !== 'invalid' || WHOLE.has(verdict)) return undefined
  return 'It brought no valid input: there is no right answer to say, and no row for Data.'
}

const SENT: Readonly<Record<RequestSource, string>> = {
  'held-out': 'the score, a held-out row',
  world: 'the score, its world',
  pad: 'the pad, by hand',
  camera: 'the camera',
  sliders: 'the form, by hand',
  url: 'the URL',
  load: 'a load test',
  again: 'a request’s panel, asked again',
}

/** Who sent it. */
export function sourceWords(source: RequestSource): string {
  return SENT[source]
}

/** Of numbers the answer is a number; of classes the name. */
function said(value: number | undefined, { classes }: Pick<Book, 'classes'>): string {
  if (value === undefined) return 'nothing'
  return classes.length > 0 ? (classes[value] ?? `class ${value}`) : significant(value)
}

/** The class of the highest probability; of a number the number. */
function topOf({ outputs }: RequestRecord, { classes }: Pick<Book, 'classes'>): number | undefined {
  return classes.length > 0 ? outputs.indexOf(Math.max(...outputs)) : outputs[0]
}

export function sentenceOf(record: RequestRecord, book: Pick<Book, 'classes'>): string {
  const { status, version, alias, confidence, cached, verdict } = record
  const who = version ? `${alias ? `The ${alias}, ${versionName(version)},` : versionName(version)}` : 'A model'
  const sure = confidence === undefined ? '' : ` and was ${percent(confidence)} sure`
  switch (status) {
    case 'ok': {
      const value = record.predicted ?? (record.outputs.length > 0 ? topOf(record, book) : undefined)
      return cached
        ? `The cache gave what was answered before: ${said(value, book)}.`
        : `${who} answered ${said(value, book)}${sure}.`
    }
    case 'invalid':
      return `It was refused: ${verdict === undefined ? 'it does not fit what the service takes' : verdictWords(verdict)}.`
    case 'limited':
      return 'It was over the rate limit and was turned away.'
    case 'unready':
      return 'Nothing was ready to answer it: every replica was busy or down, and the line was full.'
    case 'failed':
      return `${who} failed on it: no number came out${verdict === undefined ? '' : `; ${verdictWords(verdict)}`}.`
    case 'abstained':
      return record.outputs.length > 0
        ? `${who} would have said ${said(topOf(record, book), book)}, ${percent(Math.max(...record.outputs))} sure, which was not enough: it abstained.`
        : 'It abstained.'
    case 'fallback':
      return `No model's answer was used; it fell back to ${said(record.predicted ?? topOf(record, book), book)}.`
    default:
      return status satisfies never
  }
}
