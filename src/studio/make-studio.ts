/**
 * @file makeStudio: assembles the store, the sessions, and the commands. Called once, by the composition root or a
 * test, which then opens the first project or an embedded figure.
 */
import { layers } from '../catalog/layers'
import type { Plan } from '../catalog/training-plan'
import { checkNetwork } from '../compile/check-network'
import { loadPreparation } from '../data/transforms/load-transforms'
import { shippedBlocks } from '../gallery/blocks'
import type { DrawnNode } from '../graph/drawing'
import { type Message, message, Refusal, refuse } from '../messages/message'
import { PAGE_IDS } from '../messages/en/shell/pages'
import { BACKENDS } from '../protocol/backend'
import { openTrainer } from '../protocol/trainer-client'
import type { loadDataset } from '../storage/load-dataset'
import type { LostSave, Storage } from '../storage/records'
import type { TabMemory } from '../storage/tab-locks'
import { offerOf, runChecked, titleFor } from './command'
import { findCommand, loadLater } from './commands'
import { isOnBoard } from './commands/board-commands'
import { loadMetricsFor } from './console/loaded-metrics'
import type { AppContext } from './context'
import { makeDataSession, schemaOf } from './data/data-session'
import { loadTestSetViews } from './data/test-set-views'
import { hidesCommand, lessonForbids, lessonRefusal, lockedNodes } from './lessons/lesson-restrictions'
import { makeTrial } from './models/live-prediction'
import { makePredictor } from './models/predictor'
import { boardStore, type Subject } from './network/canvas-board'
import { innerBoard } from './network/inner-canvas-board'
import { type NewNotice, withoutCanvas } from './notice'
import { INITIAL_OPERATE } from './operate/state'
import { changeProject } from './project/project-document'
import { lastProject, makeProjectSession, showUsage } from './project/project-session'
import { typedRun } from './run-command'
import type { AppState } from './state'
import type { DrawPicture } from './studio'
import { makeLive } from './training/loss-series'
import { makeRunSession } from './training/run-session'
import { recordRunCosts } from './training/stopwatch'
import { NO_INSIGHT } from './training/training-analysis-results'

interface StudioOptions {
  readonly storage: Storage
  /** Base URL of the data files, ending in a slash. */
  readonly dataBase: string
  readonly drawPicture?: DrawPicture
  /** What the browser tab remembers across reloads. */
  readonly tab?: TabMemory
  /** Opens a trainer, by default in a worker; tests pass one that runs without a worker. */
  readonly openTrainer?: typeof openTrainer
  /** Opens the import worker or the analysis worker; tests pass replacements, as for the trainer. */
  readonly openIngest?: AppContext['openIngest']
  readonly openAnalysis?: AppContext['openAnalysis']
  /** Loads a built-in dataset; tests pass one that generates each dataset once per process. */
  readonly loadDataset?: typeof loadDataset
}

/** The key of the page that a tab shows again after a reload. */
const PAGE = 'room'

/** Creates a studio with nothing open; `openFirst` opens the first project. */
export function makeStudio({
  storage,
  dataBase,
  drawPicture,
  tab,
  openTrainer: opens = openTrainer,
  openIngest,
  openAnalysis,
  loadDataset,
}: StudioOptions): AppContext {
  const trainers = keepTuning(opens, storage)
  const store = boardStore(networkSubject, initialState)
  store.subscribe((now, before) => {
    // Drop canvas notices when another drawing is shown, because they would seem to refer to it.
    if (now.project.id === before.project.id && now.inside.join() === before.inside.join()) return
    const notices = withoutCanvas(now.notices)
    if (notices.length < now.notices.length) store.setState({ notices })
  })
  store.subscribe(({ room }, before) => {
    if (room !== before.room) tab?.put(PAGE, room)
  })
  const live = makeLive()
  store.subscribe(({ report }, before) => {
    // If the check ran before the preparation steps were loaded, load them and check again.
    if (report === before.report || !report.diagnostics.some(({ problem }) => problem.code === 'steps-not-here')) return
    void loadPreparation().then(() => changeProject(store, {}))
  })
  const data = makeDataSession(store, storage, dataBase, loadDataset)
  const trial = makeTrial(store, () => runs)
  const showNotice = (notice: NewNotice) => {
    void run('notice.show', notice)
  }
  const runs = makeRunSession({
    store,
    batch: store.batch,
    storage,
    data,
    live,
    onWeights: trial.refresh,
    open: trainers,
    analysis: async () => (await import('./data/analysis-worker')).analysisOf(context),
    showNotice,
  })
  recordRunCosts(store, runs)
  store.subscribe(({ inUse }, before) => {
    // Weights that the user chose have no metrics yet. If they cannot be evaluated, the pages have a button that says why.
    if (inUse && inUse !== before.inUse && !inUse.isReplay)
      run('run.evaluate', { split: 'validation' }).catch(() => undefined)
  })
  const projects = makeProjectSession(store, storage, data, runs, showNotice, tab)
  const predictor = makePredictor(() => store.getState().machine.choice, trainers)

  async function runOn(on: AppContext, id: string, args: object): Promise<unknown> {
    if (!findCommand(id)) await loadLater()
    const command = findCommand(id) ?? refuse('unknown-command', { id })
    const hidden = lessonRefusal(store.getState(), { id, title: titleFor(command.title, store.subject.noun) }, args)
    if (hidden) throw new Refusal(hidden)
    if ('service' in args && isOnBoard(id)) {
      const { service, ...others } = args
      return (await import('./operate/named-service')).runOnService(context, String(service), id, others)
    }
    return runChecked(command, on, args)
  }
  const offerOn = (on: AppContext, id: string) => {
    const command = findCommand(id)
    return command && !hidesCommand(store.getState(), id) ? offerOf(command, on) : undefined
  }
  const runById = (id: string, args: object = {}) => runOn(context, id, args)
  const run = typedRun(runById)
  const offer = (id: string) => offerOn(context, id)
  const within = (node: string) => innerBoard(context, node, runOn, offerOn)
  const context: AppContext = {
    ...{ store, storage, live, data, runs, projects, predictor, updates: {}, run, runById, offer, within },
    openTrainer: trainers,
    ...(drawPicture ? { drawPicture } : {}),
    ...(openIngest ? { openIngest } : {}),
    ...(openAnalysis ? { openAnalysis } : {}),
  }
  return context
}

/** Opens the last project, or the first example. Resolves when the studio is usable; data may still be loading. */
export async function openFirst(studio: AppContext, tab?: TabMemory): Promise<void> {
  const page = PAGE_IDS.find((one) => one === tab?.get(PAGE))
  // The Operate page follows later, when the models and datasets that its service uses are known.
  if (page && page !== 'operate') studio.store.setState({ room: page })
  await restoreSettings(studio)
  await loadTestSetViews(studio)
  const lost = (await studio.storage.lostSaves?.().catch(() => undefined)) ?? []
  const known = await lastProject(studio.storage, tab)
  await (known ? studio.run('project.open', { id: known.id }) : studio.run('project.new', { template: 'digits-cnn' }))
  const models = await studio.storage.models.list().catch(() => [])
  await loadMetricsFor(models)
  const library = await studio.storage.library.list().catch(() => ({ blocks: [], damaged: [] }))
  const sets = await studio.storage.sets.list().catch(() => ({ sets: [], damaged: [] }))
  studio.store.setState({ models, library, sets, ready: true })
  if (lost.length > 0) {
    const names = (found: LostSave['found']) => lost.filter((one) => one.found === found).map(({ name }) => name)
    const problem = message('saves-lost', { missing: names('nothing'), earlier: names('earlier') })
    await studio.run('notice.show', { tone: 'bad', about: 'saving', message: problem }) // not text: ids
  }
  if (page === 'operate') await studio.run('room.open', { room: 'operate' }).catch(() => undefined)
  if (models.length > 0) void showAliases(studio).catch(() => undefined)
  void studio.storage.sets.sweep().catch(() => undefined)
  // The studio is usable by now; measuring storage can take a while.
  void showUsage(studio.store, studio.storage)
}

/** Loads the aliases into the state; there are none without models. */
async function showAliases({ store, storage }: AppContext): Promise<void> {
  const lines = await storage.aliases.list()
  store.setState({ aliases: Object.fromEntries(lines.map(({ model, now }) => [model, now])) })
}

/** Restores the theme, present mode, and the backend chosen on this device. */
async function restoreSettings({ store, storage }: AppContext): Promise<void> {
  const kept = ['theme', 'present', 'backend'].map((key) => storage.settings.get(key))
  const [theme, present, backend] = await Promise.all(kept).catch(() => [])
  if (theme === 'dark' || theme === 'light') store.setState({ theme })
  if (present === true) store.setState({ present })
  const choice = BACKENDS.find((one) => one === backend)
  if (choice) store.setState(({ machine }) => ({ machine: { ...machine, choice } }))
}

/** The networks of the studio: layers, checked against the data and the plan. */
export const networkSubject: Subject<AppState> = {
  catalog: layers,
  noun: 'layer',
  blocks: shippedBlocks,
  check: (state) => checkNetwork(state.project.drawing, schemaOf(state), state.project.plan),
  forbids: (state, after) => lessonForbids(state, state.project.drawing, after),
  pasteProblem,
  fixedNodes: lockedNodes,
  isShown: ({ room }) => room === 'build',
  shown: { room: 'build' },
}

/** A message if pasted inputs or outputs name columns that the data does not have. */
function pasteProblem(state: AppState, nodes: readonly DrawnNode[]): Message | undefined {
  const schema = schemaOf(state)
  if (!schema) return undefined
  const has = schema.columns.map(({ name }) => name)
  for (const { kind, label: layer, params } of nodes) {
    const named = kind === 'input' ? params.columns : kind === 'output' ? params.target : []
    // An output that names no target uses the target of the plan.
    const required = (Array.isArray(named) ? named : [named]).filter((name) => name !== undefined && name !== '')
    const columns = required.map(String).filter((name) => !has.includes(name))
    if (columns.length > 0) return message('clip-columns', { layer, columns, dataset: schema.title, has })
  }
  return undefined
}

const PLAN: Plan = {
  loss: { kind: 'categoricalCrossentropy' },
  optimizer: { kind: 'adam' },
  learningRate: 0.001,
  batchSize: 64,
  epochs: 5,
  split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 },
  seed: 7,
}

/** The state of a new studio. */
export function initialState(): AppState {
  const drawing = { nodes: [], wires: [] }
  return {
    ready: false,
    project: {
      ...{ id: '', name: '', network: 'network', drawing, drawingVersion: 0 },
      ...{ data: { dataset: '' }, plan: PLAN, lesson: null },
    },
    lessonPreview: null,
    history: { past: [], future: [] },
    saving: { tag: 'saved' },
    unstored: null,
    report: checkNetwork(drawing, undefined, PLAN),
    data: { tag: 'none' },
    choosing: null,
    bringInto: null,
    bringBack: null,
    bringing: null,
    collecting: null,
    look: null,
    analysis: { report: null, profile: null, baselines: null, curve: null, leftOut: null, accepted: [] },
    fetching: null,
    run: { tag: 'idle' },
    quiet: 0,
    trial: null,
    answer: null,
    metrics: null,
    evaluated: null,
    testLooks: {},
    inUse: null,
    results: null,
    pace: null,
    runs: [],
    checkpoints: {},
    insight: NO_INSIGHT,
    models: [],
    aliases: {},
    library: { blocks: [], damaged: [] },
    versions: null,
    sets: { sets: [], damaged: [] },
    storage: {
      persisted: false,
      usage: 0,
      secureContext: globalThis.isSecureContext ?? false,
      offlineReady: false,
    },
    machine: { offers: [], choice: 'auto' },
    room: 'build',
    operate: INITIAL_OPERATE,
    dataTab: 'overview',
    evaluateTab: 'results',
    glossary: null,
    selection: [],
    selectedNotes: [],
    inside: [],
    canvas: { map: false, panel: null, look: null, snap: false, writing: null },
    sidePanel: null,
    compared: null,
    heat: null,
    theme: 'system',
    present: false,
    notices: [],
  }
}

const KEY = 'gpu-tuning'

/** Wraps `open`: trainers receive the stored measurements, and new measurements are stored. */
export function keepTuning(open: typeof openTrainer, storage: Pick<Storage, 'settings'>): typeof openTrainer {
  let known: Promise<unknown> | undefined
  return (options) => {
    known ??= storage.settings.get(KEY).catch(() => undefined)
    const client = open({
      ...options,
      onTuned(json) {
        known = Promise.resolve(json)
        // If storing fails, the next page measures again.
        storage.settings.put(KEY, json).catch(() => undefined)
      },
    })
    void known.then((json) => {
      if (typeof json === 'string') client.send({ type: 'tuned', json })
    })
    return client
  }
}

/** Opens the figure in a studio without storage. Rejects with a message if the link is invalid. */
export async function openFigure(studio: AppContext, fragment: string): Promise<void> {
  const { lesson: _, ...content } = await studio.run('project.peekLink', { fragment })
  await studio.projects.create(content)
  studio.store.setState({ ready: true })
}
