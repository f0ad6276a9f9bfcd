/**
 * @file What the panel of a request says: its result, and the scale of its waterfall chart.
 */
import { invalidInputText, requestText } from '../../../../messages/en/operate/request'
import { termsText } from '../../../../messages/en/operate/terms'
import { significant } from '../../../../messages/format'
import type { RequestRecord } from '../../../../ops/log/request-record'
import { FLAGGED, type LogDictionary } from '../../../../ops/log-entry'
import { versionTitle } from '../../../../messages/en/operate/terms'

const { result: text } = requestText

/** Describes the problem with an input based on its error code, because the log stores only the code. */
function invalidText(code: string): string {
  return (invalidInputText as Readonly<Record<string, string>>)[code] ?? code
}

/**
 * Validation problems of inputs that are complete but contain values not seen in training; such inputs can still be
 * labeled and collected.
 */
const COMPLETE: ReadonlySet<string | undefined> = new Set(['request-unseen', 'request-range'])

/** Whether the input was so invalid that it cannot be labeled or added to a dataset. */
export function hasNoRow({ status, verdict }: Pick<RequestRecord, 'status' | 'verdict'>): boolean {
  return status === 'invalid' && !COMPLETE.has(verdict)
}

/** The prediction as a class name or a number. */
function predictionOf(value: number | undefined, { classes }: Pick<LogDictionary, 'classes'>): string {
  if (value === undefined) return text.nothing
  return classes.length > 0 ? (classes[value] ?? text.class({ index: value })) : significant(value)
}

/** The class with the highest probability, or the predicted number. */
function topOf({ outputs }: RequestRecord, { classes }: Pick<LogDictionary, 'classes'>): number | undefined {
  return classes.length > 0 ? outputs.indexOf(Math.max(...outputs)) : outputs[0]
}

/** What became of a request, and whether an input guard flagged its input. */
export function resultText(record: RequestRecord, book: Pick<LogDictionary, 'classes'>): string {
  const result = outcomeText(record, book)
  return record.verdict === FLAGGED ? text.flagged({ result }) : result
}

function outcomeText(record: RequestRecord, book: Pick<LogDictionary, 'classes'>): string {
  const { status, asked, version = asked, alias, confidence, cached, verdict, outputs } = record
  const about = {
    version: version && versionTitle(version),
    alias: alias && termsText.alias[alias],
  }
  switch (status) {
    case 'ok': {
      const prediction = predictionOf(record.predicted ?? (outputs.length > 0 ? topOf(record, book) : undefined), book)
      if (cached) return text.cached({ prediction })
      return confidence === undefined
        ? text.answered({ ...about, prediction })
        : text.answeredSure({ ...about, prediction, confidence })
    }
    case 'invalid':
      return verdict === undefined ? text.rejectedUnknown : text.rejected({ why: invalidText(verdict) })
    case 'limited':
    case 'full':
      return text[status]
    case 'unready':
      return text.unready
    case 'failed':
      return verdict === undefined ? text.failed(about) : text.failedBecause({ ...about, why: invalidText(verdict) })
    case 'abstained': {
      if (outputs.length === 0) return text.abstained
      if (verdict === FLAGGED)
        return text.abstainedFlagged({ ...about, prediction: predictionOf(topOf(record, book), book) })
      const prediction = predictionOf(topOf(record, book), book)
      return text.abstainedFrom({ ...about, prediction, confidence: Math.max(...outputs) })
    }
    case 'fallback': {
      const prediction = predictionOf(record.predicted ?? topOf(record, book), book)
      return asked ? text.fallbackAfter({ ...about, prediction }) : text.fallback({ prediction })
    }
    default:
      return status satisfies never
  }
}

/** The length of a bar as a percentage of the longest bar. */
export function barLength(ms: number, times: readonly number[]): number {
  const longest = Math.max(0, ...times)
  return longest > 0 ? (100 * ms) / longest : 0
}
