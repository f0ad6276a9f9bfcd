/**
 * @file Retraining loop of the open service: checks the log as it grows and performs the next step: training a
 * candidate in the background, evaluating its gate, and starting its canary. Loaded with the first command that needs
 * it.
 */
import '../../../messages/en/retraining'
import { expectDefined } from '../../../base/assert'
import { type Args, formatMessage, message, Refusal, refuse } from '../../../messages/message'
import { STORED_REASON } from '../../../ops/change'
import { isLearnable } from '../../../ops/label-queue'
import { isSampled, slotOf } from '../../../ops/log/request-buffer'
import {
  newRetrainingState,
  pendingStep,
  RETRAINING_STEPS,
  RETRAINING_TRIGGERS,
  type RetrainingEvent,
  type RetrainingMetrics,
  type RetrainingRule,
  type RetrainingState,
  reduceRetraining,
} from '../../../ops/retraining-loop'
import type { Service } from '../../../compile/project'
import type { AppContext } from '../../context'
import { sliceOf } from '../../state-slice'
import { type OperateController, operateController } from '../controller'
import { perStudio } from '../per-studio'
import { gateOfVersion, measureForCard } from '../registry/registry'
import { type RetrainingView, serviceKey } from '../state'
import '../../../messages/en/registry'
import { customDatasetPick } from '../../data/custom-dataset-session'
import { prepareTraining, trainVersion } from '../background-trainer'
import { makeLabeledDataset, ROUND_LABELS, usableLabels } from '../labels'
import { serviceDataset } from '../requests/request-inputs'
import { currentVersionData, heldOutRowsOf } from '../service-start'

/** Parts of a rule; the others stay as they are. */
type RuleChange = { readonly [K in keyof RetrainingRule]?: RetrainingRule[K] | undefined }

export interface RetrainingController {
  getState(): RetrainingView
  setRule(change: RuleChange): void
  start(): Promise<void>
  approve(): void
  stop(): void
  /** Renames the service. */
  rename(to: string): void
}

const KEPT = 'ring'

/** The state saved with the log. The cast is safe because only this file writes this annotation. */
function savedState(controller: OperateController): RetrainingState | undefined {
  return controller.log().annotation(KEPT) as RetrainingState | undefined
}

/** Accuracy is measured on the latest `LATE` requests, and only if at least `KNOWN` of them have a label. */
const [LATE, KNOWN] = [1000, 100]
/** The minimum time between two looks at the log, in ms. */
const PAUSE_MS = 1000

const controllersOf = perStudio((_: Pick<AppContext, 'store'>) => new Map<string, RetrainingController>())

/** The retraining controller of the open service, continued from the state in its log. */
export function retrainingController(studio: AppContext): RetrainingController {
  const known = controllersOf(studio)
  const { name } = operateController(studio).service()
  const key = keyOf(studio, name)
  const made = known.get(key) ?? makeController(studio, name)
  known.set(key, made)
  return made
}

function keyOf({ store }: AppContext, service: string): string {
  return serviceKey(store.getState().project.id, service)
}

/** Moves the controller of a service to its new name. */
export function renameRetrainingLoop(studio: AppContext, service: string, to: string): void {
  const known = controllersOf(studio)
  const state = known.get(keyOf(studio, service))
  if (!state) return
  known.delete(keyOf(studio, service))
  known.set(keyOf(studio, to), state)
  state.rename(to)
}

function makeController(studio: AppContext, opened: string): RetrainingController {
  let service = opened
  const controller = operateController(studio)
  const project = studio.store.getState().project.id
  const views = sliceOf(sliceOf(studio.store, 'operate'), 'retraining')
  const getState = () => expectDefined(views.getState()[serviceKey(project, service)], 'the retraining loop')
  let learnableRows: number | undefined
  /** The number of labels that a round would train on now. */
  let usable = 0
  const show = (view: Pick<RetrainingView, 'loop' | 'done'>) => {
    const inputs = isHere() && repeatsRows(controller.service()) ? learnableRows : undefined
    const now = { ...view, labels: usable, ...(inputs === undefined ? {} : { inputs }) }
    views.setState({ [serviceKey(project, service)]: now })
  }
  /** Counts the labels with the code that a round trains with. */
  async function countLabels(): Promise<void> {
    if (!isHere()) return
    const [{ ready }, { manual, others, rowHere }] = await Promise.all([
      serviceDataset(studio),
      usableLabels(studio, ROUND_LABELS),
    ])
    usable = manual.length + others.length
    learnableRows = heldOutRowsOf(ready.split).filter((row) => isLearnable(row) && rowHere(row) !== 'left').length
  }
  const isHere = () => controller.store.getState().service === service && studio.store.getState().project.id === project
  show({ loop: savedState(controller) ?? newRetrainingState() })
  // Without its dataset, a service has no labels and no rows to count.
  countLabels().then(
    () => show(getState()),
    () => undefined,
  )
  let abort: AbortController | undefined
  let working = false
  let checkedAt = 0

  const reading = (at?: number) => readMetrics(controller, usable, at)
  function dispatch(event: RetrainingEvent): void {
    const before = getState().loop
    const state = reduceRetraining(before, event)
    show({ loop: state })
    // A log that was restarted has no saved state yet.
    if (isHere() && (state !== before || savedState(controller) === undefined))
      controller.log().setAnnotation(KEPT, state)
    void work()
  }
  const end = (how: 'champion' | 'gate failed' | 'rolled back' | 'failed', why?: string) =>
    dispatch({ type: 'ended', how, reading: reading(), ...(why === undefined ? {} : { why }) })

  /** Runs one step at a time. Results of a stopped round are ignored. */
  async function work(): Promise<void> {
    const todo = pendingStep(getState().loop)
    if (working || todo === undefined || !isHere()) return
    const roundNumber = getState().loop.turn?.number
    const isMine = () => getState().loop.turn?.number === roundNumber && isHere()
    working = true
    abort = new AbortController()
    try {
      const event = todo === 'train' ? await train(abort.signal) : todo === 'gate' ? await gate() : await canary()
      working = false
      if (isMine() && event) dispatch(event)
    } catch (error) {
      working = false
      if (isMine()) end('failed', error instanceof Error ? error.message : String(error))
    }
  }
  async function train(signal: AbortSignal): Promise<RetrainingEvent> {
    const onProgress = (done: number) => show({ loop: getState().loop, done })
    const {
      model,
      version,
      parent,
      labels: usedLabels,
    } = await trainCandidate(studio, {
      ...{ signal, onProgress, round: getState().loop.turn?.number ?? 1 },
    })
    return { type: 'trained', model, version, parent, learnt: usedLabels }
  }
  async function gate(): Promise<RetrainingEvent> {
    const { model } = controller.canary.split()
    const { version = 0 } = getState().loop.turn ?? {}
    const { gate: result } = await gateOfVersion(studio, model, version)
    // For the model card. The gate has counted the view of the test set.
    await measureForCard(studio, { model, version, split: 'test' }, 'counted').catch(() => undefined)
    const failed = result.checks.filter(({ verdict }) => verdict === 'failed').map(({ what }) => what)
    if (result.verdict !== 'failed') return { type: 'gated', verdict: result.verdict }
    const why = formatMessage(message('retraining-gate', { model, version, checks: failed }))
    return { type: 'ended', how: 'gate failed', why, reading: reading() }
  }
  /** Starts the canary once per round; later calls check whether the canary has ended. */
  async function canary(): Promise<RetrainingEvent | undefined> {
    const { version = 0, number } = getState().loop.turn ?? {}
    const track = controller.canary.track()
    const ownTrack = track?.plan.to === version ? track : undefined
    if (ownTrack?.over === undefined) {
      if (!controller.canary.saved() && !(ownTrack && begunFor === number)) {
        begunFor = number
        await controller.canary.begin({ version, automatic: true, gate: true })
      }
      return undefined
    }
    // The worker ends a canary before the aliases are moved on disk.
    await controller.canary.sync()
    const how = ownTrack.over === 'promoted' ? 'champion' : ownTrack.over === 'rolled back' ? 'rolled back' : 'stopped'
    const last = ownTrack.history.at(-1)
    // The page can notice the end of a canary later than it happened.
    return { type: 'ended', how, reading: reading(last?.at), ...whyOf(last?.why) }
  }
  let begunFor: number | undefined
  let later: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    if (!isHere()) return
    checkedAt = performance.now()
    const decide = () => isHere() && dispatch({ type: 'look', reading: reading() })
    void countLabels().then(decide, decide)
  }

  controller.store.subscribe((now, before) => {
    // Another champion was trained on other labels.
    const isNewVersion = now.aliases !== before.aliases
    if ((now.log === before.log && !isNewVersion) || !isHere()) return
    clearTimeout(later)
    const rest = isNewVersion ? 0 : checkedAt + PAUSE_MS - performance.now()
    // The last change of a log is also looked at: nothing may follow it.
    if (rest > 0) later = setTimeout(look, rest)
    else look()
  })

  // Continue a round that a reload interrupted.
  void work()
  return {
    getState,
    setRule: (change) => dispatch({ type: 'rule', rule: checkedRule(changedRule(getState().loop.rule, change)) }),
    async start() {
      await countLabels().catch(() => undefined)
      const { turn } = getState().loop
      if (turn) throw new Refusal(message('retraining-under-way', { step: turn.step }))
      dispatch({ type: 'start', reading: reading() })
    },
    approve() {
      if (getState().loop.turn?.waits !== 'person') throw new Refusal(message('retraining-still', {}))
      dispatch({ type: 'approve' })
    },
    stop() {
      const { turn } = getState().loop
      abort?.abort()
      if (turn?.step === 'canary' && controller.canary.saved())
        void controller.canary.rollBack(STORED_REASON.loopStopped).catch(() => undefined)
      dispatch({ type: 'stop', reading: reading() })
    },
    rename(to) {
      const { [serviceKey(project, service)]: view, ...others } = views.getState()
      service = to
      if (view) views.setState({ ...others, [serviceKey(project, to)]: view }, true)
    },
  }
}

/** Whether requests repeat held-out rows, so that there are only as many distinct inputs as rows. */
function repeatsRows({ drawing, scenario }: Service): boolean {
  const isSimulated = drawing.nodes.some(({ kind, params }) => kind === 'source' && params.from === 'world')
  return !isSimulated && !scenario?.events.some(({ kind }) => kind === 'drift')
}

function whyOf(why: string | undefined): { readonly why?: string } {
  return why === undefined ? {} : { why }
}

function changedRule(rule: RetrainingRule, change: RuleChange): RetrainingRule {
  const { start = rule.start, below = rule.below, days = rule.days } = change
  const { labels = rule.labels, needed = rule.needed, ask = rule.ask } = change
  return { start, below, days, labels, needed, ask }
}

/** Checks the numbers of a rule, and refuses values outside their limits. */
function checkedRule(rule: RetrainingRule): RetrainingRule {
  if (!RETRAINING_TRIGGERS.includes(rule.start))
    refuse('retraining-rule', { kind: String(rule.start), known: RETRAINING_TRIGGERS })
  const within = (name: Args<'retraining-number'>['name'], value: number, min: number, max: number) => {
    if (!(value >= min && value <= max)) refuse('retraining-number', { name, value: String(value), min, max })
  }
  within('below', rule.below, 0, 1)
  within('days', rule.days, 1, 365)
  within('labels', rule.labels, 1, 100_000)
  within('needed', rule.needed, 0, 100_000)
  return { ...rule, ask: RETRAINING_STEPS.filter((step) => rule.ask.includes(step)) }
}

function readMetrics(controller: OperateController, labels: number, at?: number): RetrainingMetrics {
  const log = controller.log()
  const { buffer: state } = log.fold
  let [right, known] = [0, 0]
  for (let request = Math.max(0, state.next - LATE); request < state.next; request++) {
    const place = slotOf(state, request)
    const predicted = place < 0 ? -1 : (state.columns.predicted[place] as number)
    if (predicted < 0 || !isSampled(state, place)) continue
    known++
    right += Number(state.label[place] === predicted)
  }
  return {
    ...{ at: at ?? log.at, labels, drift: log.readings.drift.drifted.size > 0 },
    ...(known >= KNOWN ? { accuracy: right / known } : {}),
  }
}

// trainCandidate: trains the champion's network on its dataset plus the requests that have been labeled since, in a
// separate worker, and saves the result as the next version of the model. The open project and its run are not
// affected.

export interface Candidate {
  readonly model: string
  readonly version: number
  /** The version that the candidate is meant to replace. */
  readonly parent: number
  /** The number of labeled requests that were added to the dataset. */
  readonly labels: number
}

/** Trains the next version. Rejects when the signal aborts. */
async function trainCandidate(
  studio: AppContext,
  options: { readonly signal: AbortSignal; readonly round: number; readonly onProgress: (share: number) => void },
): Promise<Candidate> {
  const { signal, round, onProgress } = options
  const { record } = await currentVersionData(studio, operateController(studio))
  // Only labels from one half of the held-out rows are used for training, so that the gate is evaluated on rows that
  // neither version has seen.
  const { dataset: set, rows } = await makeLabeledDataset(studio, ROUND_LABELS)
  const content = { ...record.content, data: await customDatasetPick(studio, set) }
  const drawingVersion = record.lineage?.drawingVersion ?? 0
  const started = await prepareTraining(studio, content, { backend: 'auto', drawingVersion })
  const { name, version } = await trainVersion(
    studio,
    started,
    {
      ...{ name: record.name, run: `ring-${set}` },
      lineage: { project: studio.store.getState().project.id, drawingVersion, parent: record.version, round },
    },
    onProgress,
    signal,
  )
  studio.store.setState({ models: await studio.storage.models.list() })
  return { model: name, version, parent: record.version, labels: rows }
}
