/** @file The runbooks, keyed by name. The text of a runbook is loaded when the runbook is opened. */
import type { RunbookKey } from '../../ops/alerts/incidents'

type Load = () => Promise<{ readonly default: string }>

const load =
  (key: RunbookKey): Load =>
  async () => {
    const { runbooksText } = await import('../../messages/en/gallery/runbooks')
    return { default: runbooksText[key] }
  }

export const runbooks: Readonly<Record<RunbookKey, Load>> = {
  'bad-version': load('bad-version'),
  slow: load('slow'),
  failing: load('failing'),
  'wrong-answers': load('wrong-answers'),
  slice: load('slice'),
  drift: load('drift'),
}
