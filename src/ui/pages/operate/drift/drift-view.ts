/**
 * @file The drift in the log of the open service: computed in increments of a few milliseconds as the log grows, and
 * described in sentences.
 */
import { useEffect, useMemo, useState } from 'react'
import { errorMessage } from '../../../../base/result'
import { featureLabel } from '../../../../data/monitoring/monitored-features'
import { driftText as text } from '../../../../messages/en/operate/drift'
import { versionTitle } from '../../../../messages/en/operate/terms'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import type { ConceptDrift } from '../../../../ops/drift/concept-drift'
import { decidingTest, foundBy } from '../../../../ops/drift/feature-drift'
import type { DriftPlan, DriftStatus, FeatureVerdict, WindowDrift } from '../../../../ops/drift/window-drift'
import type { LogView } from '../../../../ops/log/fold-log'
import { versionName } from '../../../../ops/log-entry'
import type { CollectedRequests } from '../../../../studio/operate/drift/collect-requests'
import { type BaselineKind, type DriftBaseline, openDriftWatch } from '../../../../studio/operate/drift/drift'
import type { ServiceLogView } from '../../../../studio/operate/state'
import { useOnChange } from '../../../kit/use-on-change'
import { useStudio } from '../../../studio-context'
import { useDrillContinues } from '../drills/drills'
import { useOperate, useOperateState } from '../use-operate'

/** How a feature is shown: its status, or that persistent drift is over because the window has none. */
export type ShownStatus = DriftStatus | 'over'

export function shownStatus({ drifted }: Pick<FeatureVerdict, 'drifted'>, status: DriftStatus): ShownStatus {
  return status === 'persistent' && !drifted ? 'over' : status
}

export type BasisState =
  | { readonly tag: 'off' }
  | { readonly tag: 'reading' }
  | { readonly tag: 'failed'; readonly why: string }
  | { readonly tag: 'ready'; readonly basis: DriftBaseline }

export interface DriftView {
  readonly log: LogView
  /** The drift in each window, oldest first. */
  readonly windows: readonly WindowDrift[]
  readonly accuracy: readonly AccuracyNow[]
  /** Concept drift by the name of the version. */
  readonly concepts: ReadonlyMap<string, ConceptDrift>
  /** Whether older windows are still being analyzed. */
  readonly more: boolean
}

/** The reference data, loaded when the service starts and reloaded when its model versions change. */
export function useBasis(against: BaselineKind): BasisState {
  const studio = useStudio()
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const aliases = useOperate((state) => state.aliases)
  const [state, setState] = useState<BasisState>({ tag: 'off' })
  // Another service or other versions are another basis.
  useOnChange([studio, serving, service, aliases, against], () => {
    if (serving !== 'on') {
      setState((now) => (now.tag === 'ready' ? now : { tag: 'off' }))
      return
    }
    let current = true
    setState((now) => (now.tag === 'ready' && now.basis.against === against ? now : { tag: 'reading' }))
    studio.run('drift.baseline', { against }).then(
      (basis) => current && setState({ tag: 'ready', basis }),
      (error: unknown) => current && setState({ tag: 'failed', why: errorMessage(error) }),
    )
    return () => {
      current = false
    }
  })
  return state
}

/** `PAUSE_MS` is the pause between two increments of the analysis, and `LOOK_MS` the duration of an increment. */
const PAUSE_MS = 400
const LOOK_MS = 8

/** The drift in the current log; undefined until there is a log. */
export function useDrift(basis: DriftBaseline | undefined, plan: DriftPlan): DriftView | undefined {
  const operate = useOperateState()
  const [view, setView] = useState<DriftView>()
  const watch = useMemo(() => basis && openDriftWatch(basis.reference, plan), [basis, plan])
  useEffect(() => {
    setView(undefined)
    if (!watch) return
    let timer = 0
    let analyzed: ServiceLogView | undefined
    const analyze = () => {
      const now = operate.getState().log ?? undefined
      const log = now?.log
      let more = false
      if (log?.book) {
        const read: LogView = { book: log.book, buffer: log.fold.buffer }
        more = watch.advance(read, LOOK_MS)
        if (more || now !== analyzed)
          setView({
            ...{ log: read, windows: watch.windows(read), accuracy: watch.accuracy(read) },
            ...{ concepts: watch.concepts(read), more },
          })
        analyzed = more ? undefined : now
      } else setView(undefined)
      timer = window.setTimeout(analyze, more ? 0 : PAUSE_MS)
    }
    analyze()
    return () => clearTimeout(timer)
  }, [operate, watch])
  const drillGoesOn = useDrillContinues()
  return useMemo(() => (view && drillGoesOn ? withoutTruth(view) : view), [view, drillGoesOn])
}

/** Returns the view without the ground truth, for use during a drill. */
function withoutTruth(view: DriftView): DriftView {
  return { ...view, accuracy: view.accuracy.map(({ truth: _, ...visible }) => visible) }
}

// Text about drift: what changed, whether there is enough data, and what labels say.

/** The name of a feature for display. */
export function featureName({ name, of }: Pick<FeatureVerdict, 'name' | 'of'>): string {
  if (of === 'input') return featureLabel(name)
  return name === 'answer' || name === 'confidence' ? text.answers[name] : name
}

/** Says what predictions are compared with if it is not the reference of their own version. */
export function comparedText({ version, buildOf }: WindowDrift, { book }: LogView): string | undefined {
  if (version === undefined) return text.window.noAnswers
  const build = buildOf && book.versions.find((one) => versionName(one) === version)
  return build && text.window.newBuild({ build: versionTitle(build), version: versionTitle(buildOf) })
}

/** Describes briefly what changed, according to the test that found the drift. */
export function changeText(verdict: FeatureVerdict, unit: string | undefined, against: BaselineKind): string {
  const change = text.change[against]
  const { missing, mean, bins } = verdict
  if (foundBy(verdict) === 'missing') return change.missing(missing)
  if (bins.values) {
    const [now, before] = [sharesOf(bins.now), sharesOf(bins.before)]
    const names = [...bins.values, text.change.unseenValue]
    const at = now.reduce((best, share, i) => (apart(share, before[i]) > apart(now[best], before[best]) ? i : best), 0)
    return change.category({ value: names[at] ?? '', now: now[at] ?? 0, before: before[at] ?? 0 })
  }
  if (!mean) return text.change.distribution
  const by = mean.now - mean.before
  if (Math.abs(by) < 0.1 * mean.deviation) return change.spread
  return (by > 0 ? change.higher : change.lower)({ by, unit, now: mean.now, before: mean.before })
}

/** Describes what changed, with the chance of this difference. */
export function verdictText(verdict: FeatureVerdict, unit: string | undefined, against: BaselineKind): string {
  const name = featureName(verdict)
  if (!verdict.drifted) return text.change[against].none({ name, n: verdict.n })
  const { n, p } = decidingTest(verdict)
  return text.change.verdict({ name, change: changeText(verdict, unit, against), p, n })
}

/**
 * If a drift is reliably detected only when at least this share of a window's requests has changed, too much drift goes
 * undetected.
 */
const MUCH = 0.2

/**
 * Says that there are too few reference rows or too few requests, whichever is the limiting factor; undefined if there
 * are enough of both, or if something drifts, so that they were enough.
 */
export function fewText(
  features: readonly FeatureVerdict[],
  { rows, reference }: Pick<DriftBaseline, 'rows' | 'reference'>,
  n: number,
): string | undefined {
  // Only the threshold of the Kolmogorov-Smirnov test corresponds to a share of requests.
  const thresholds = features.flatMap(({ decides, threshold, of }) =>
    of === 'input' && decides === 'kolmogorov-smirnov' ? [threshold] : [],
  )
  const least = Math.max(0, ...thresholds)
  if (least < MUCH || features.some(({ drifted }) => drifted)) return undefined
  // A reference that contains the full population adds no sampling error.
  const areRowsFew = rows < n && reference.inputs.some(({ isAll }) => isAll !== true)
  const sizes = { requests: n, rows, least }
  if (least < 1) return areRowsFew ? text.few.smallRows(sizes) : text.few.smallRequests(sizes)
  return areRowsFew ? text.few.anyRows(sizes) : text.few.anyRequests(sizes)
}

/** Says how many rows were sent to the Data page, and what to do about unlabeled rows. */
export function sentText({ rows, labeled, unlabeled }: Omit<CollectedRequests, 'dataset'>): string {
  if (unlabeled.length === 0) return text.furthest.sentLabeled({ rows })
  if (labeled === 0) return text.furthest.sentUnlabeled({ rows })
  return text.furthest.sentSome({ rows, labeled, unlabeled: unlabeled.length })
}

/** Describes what the labels of a version reveal about concept drift: predictions that used to be correct are wrong. */
export function conceptText(
  concept: ConceptDrift | undefined,
  { estimated, counted }: Pick<AccuracyNow, 'estimated' | 'counted'>,
): string {
  if (!concept) return text.concept.noLabels
  const { by, drifted, p, n, since, until } = concept
  if (!drifted) return text.concept.same[by]({ labels: n })
  const change = { wrong: Math.round(since.excess), labels: since.n, at: since.at, until, p }
  const isUnseen = estimated !== undefined && counted !== undefined && counted.high < estimated.low
  return isUnseen ? text.concept.moreUnseen(change) : text.concept.more[by](change)
}

/** Whether the true accuracy lies outside the estimate's confidence interval. */
export function isOutside({ estimated, truth }: AccuracyNow): boolean {
  return estimated !== undefined && truth !== undefined && (truth < estimated.low || truth > estimated.high)
}

/** Says in how many windows the true accuracy lies outside the confidence interval, and on which side. */
export function outsideText(points: readonly AccuracyNow[]): string {
  const known = points.filter(({ estimated, truth }) => estimated && truth !== undefined)
  const windows = known.length
  const out = known.filter(isOutside)
  const above = out.filter(({ estimated, truth = 0 }) => truth > (estimated?.high ?? 1)).length
  if (windows === 0) return text.outside.unknown
  if (out.length === 0) return text.outside.within({ windows })
  if (above === out.length) return text.outside.above({ outside: out.length, windows })
  if (above === 0) return text.outside.below({ outside: out.length, windows })
  return text.outside.both({ above, below: out.length - above, windows })
}

/** The maximum number of features to name in a sentence before it says "and N more". */
const NAMED = 4

/** Says how many features drifted, and which ones. */
export function driftedText(verdicts: readonly FeatureVerdict[]): string {
  const features = verdicts.slice(0, NAMED).map(featureName)
  return text.window.some({ features, more: verdicts.length - features.length })
}

export function sharesOf(counts: readonly number[]): readonly number[] {
  const all = counts.reduce((a, b) => a + b, 0)
  return counts.map((one) => (all > 0 ? one / all : 0))
}

function apart(a = 0, b = 0): number {
  return Math.abs(a - b)
}

/** The unit of a feature's column, unless the name already contains it. */
export function unitOf({ ready }: DriftBaseline, { name, of }: FeatureVerdict): string | undefined {
  const column = of === 'input' ? ready.dataset.schema.columns.find((one) => one.name === name) : undefined
  return column?.type === 'number' && column.unit && !name.includes(column.unit) ? column.unit : undefined
}
