/** @file The runbooks that ship, by key; each is loaded when it is read. */
import type { RunbookKey } from '../../ops/alerts/incidents'

type Load = () => Promise<{ readonly default: string }>

export const runbooks: Readonly<Record<RunbookKey, Load>> = {
  'bad-version': () => import('./bad-version.md?raw'),
  slow: () => import('./slow.md?raw'),
  failing: () => import('./failing.md?raw'),
  'wrong-answers': () => import('./wrong-answers.md?raw'),
  slice: () => import('./slice.md?raw'),
  drift: () => import('./drift.md?raw'),
}
