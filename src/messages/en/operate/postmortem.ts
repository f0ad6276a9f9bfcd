/** @file Text for drafting a postmortem, in Markdown. */
import { defineText } from '../../define'
import { count, counted, list, percent, shortPercent, virtualTime } from '../../format'

const traffic = (whole: number) => shortPercent(whole / 100)

interface Cause {
  readonly by: string
  readonly why: string
}

export const postmortemText = defineText('operate/postmortem', {
  title: (a: { service: string }) => `Postmortem: ${a.service}`,
  summary: (a: { requests: number; through: number; harmed: number }) =>
    `${counted(a.requests, 'request')} up to ${virtualTime(a.through)}. ${count(a.harmed)} of them (${share(a.harmed, a.requests)}) got a wrong or late response, or none.`,
  timeline: 'Timeline',
  impact: 'Impact',
  impactHead: 'Impact',
  requestsHead: 'Requests',
  shareHead: 'Share',
  harms: { wrong: 'Wrong', failed: 'Failed', late: 'Late', unsure: 'Abstained' },
  row: (a: { harm: string; requests: number; all: number }) =>
    `| ${a.harm} | ${count(a.requests)} | ${share(a.requests, a.all)} |`,
  byVersion: 'By version',
  bySlice: 'Most affected slices',
  noVersion: 'no version',
  noSlice: 'other requests',
  worst: (a: { name: string; harmed: number; requests: number }) =>
    `${a.name}: ${count(a.harmed)} of ${count(a.requests)} (${share(a.harmed, a.requests)})`,
  detection: 'Detection',
  notDetected: 'No alert fired, and nobody reported the problem.',
  causes: 'Causes',
  causesPrompt:
    'What made the incident possible? Keep asking why until the answer is about the system, not about a person.',
  wentWell: 'What went well',
  wentWellPrompt: 'What kept the impact small? Where did luck help?',
  actions: 'Action items',
  actionsPrompt: 'What will be done, by whom, and when? What would detect the problem sooner next time?',
  entry: (a: { at: number; event: string }) => `${virtualTime(a.at)}: ${a.event}`,
  more: (a: { more: number }) => `and ${count(a.more)} more (see the log)`,
  noChanges: 'Nothing was changed.',
  page: (a: { causes: readonly string[] }) => `page sent for ${list(a.causes)}`,
  ticket: (a: { causes: readonly string[] }) => `ticket opened for ${list(a.causes)}`,
  drift: (a: { feature: string }) => `drift in ${a.feature}`,
  seen: 'the user reported the problem',
  acknowledged: 'the user acknowledged the incident',
  /** Who made a change, after a verb. */
  by: { user: 'by the user', canary: 'automatically', netloom: 'automatically', studio: 'automatically' },
  byName: (a: { name: string }) => `by ${a.name}`,
  aliasMoved: (a: Cause & { alias: string; model: string; from: number; to: number }) =>
    because(`${a.alias} alias of ${a.model} moved from v${a.from} to v${a.to} ${a.by}`, a.why),
  aliasSet: (a: Cause & { alias: string; model: string; to: number }) =>
    because(`${a.alias} alias of ${a.model} set to v${a.to} ${a.by}`, a.why),
  aliasRemoved: (a: Cause & { alias: string; model: string }) =>
    because(`${a.alias} alias of ${a.model} removed ${a.by}`, a.why),
  share: (a: Cause & { from: number; to: number }) =>
    because(`challenger traffic share changed from ${traffic(a.from)} to ${traffic(a.to)} ${a.by}`, a.why),
  canary: {
    began: (a: Cause & { percent: number }) => because(`canary started at ${traffic(a.percent)} ${a.by}`, a.why),
    resumed: (a: Cause & { percent: number }) => because(`canary resumed at ${traffic(a.percent)} ${a.by}`, a.why),
    advanced: (a: Cause & { percent: number }) => because(`canary moved to ${traffic(a.percent)} ${a.by}`, a.why),
    'rolled back': (a: Cause) => because(`canary rolled back ${a.by}`, a.why),
    promoted: (a: Cause) => because(`canary made the champion ${a.by}`, a.why),
    stopped: (a: Cause) => because(`canary stopped ${a.by}`, a.why),
  },
  eventBegan: (a: { event: string }) => `scenario event "${a.event}" began`,
  eventEnded: (a: { event: string }) => `scenario event "${a.event}" ended`,
})

function share(part: number, whole: number): string {
  return percent(whole === 0 ? 0 : part / whole)
}

function because(change: string, why: string): string {
  return why === '' ? change : `${change} (${why})`
}
