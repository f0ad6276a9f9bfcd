/** @file ProjectSession: the open project and its autosave, which never overwrites the work of another tab. */
import { callOf } from '../run-command'
import { commandsText } from '../../messages/en/commands/studio'
import { message, Refusal, refuse } from '../../messages/message'
import { knownDataset } from '../../catalog/datasets'
import type { ProjectContent } from '../../compile/project'
import { MOST } from '../../storage/file-limits'
import type { ProjectRecord, Storage } from '../../storage/records'
import { type Claim, claimProject, type TabMemory } from '../../storage/tab-locks'
import { loadInterruptedRuns } from '../training/interrupted-runs'
import { changeProject } from './project-document'
import type { DataSession } from '../data/data-session'
import { loadLessonGoal } from '../lessons/loaded-lesson-goal'
import { lessonSettles } from '../lessons/lesson-restrictions'
import type { RunSession } from '../training/run-session'
import { savingOf } from '../training/unstored-runs'
import type { BoardStore } from '../network/canvas-board'
import { type NewNotice, ofEveryProject } from '../notice'
import type { AppState } from '../state'

export interface ProjectSession {
  /** Opens a saved project. */
  open(id: string): Promise<string>
  /** Saves new content as a project and opens it. */
  create(content: ProjectContent, template?: string): Promise<string>
  /** The content of the open project. */
  content(): ProjectContent
  /** Resolves when all changes are stored; rejects with the reason if that fails. */
  flush(): Promise<void>
  /** Closes the project after a last save; later changes are not saved. */
  close(): Promise<void>
}

/** How long the project must remain unchanged before it is saved, in ms. */
const QUIET = 400
/** The longest that a change waits while others follow it, in ms, so that a closed page loses little. */
const LONGEST = 2000
const LAST = 'last-project'
const COPY = { title: commandsText['project.copy'], ...callOf('project.copy') }

/** Creates the project session for a store, and subscribes to the store. */
export function makeProjectSession(
  store: BoardStore<AppState>,
  storage: Storage,
  data: DataSession,
  runs: RunSession,
  notify: (notice: NewNotice) => void,
  tab?: TabMemory,
): ProjectSession {
  let kept: ProjectRecord | undefined
  let claim: Claim | undefined
  /** A request for the project while another tab has it, granted when that tab leaves the project or is closed. */
  let queued: { readonly granted: Promise<Claim>; readonly stop: AbortController } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When the first change that is not saved yet was made; undefined if there is none. */
  let changedAt: number | undefined
  let saving: Promise<void> = Promise.resolve()
  let histories: Promise<void> = Promise.resolve()
  /** The number of projects shown so far. If it changes while a project is being claimed, that project is not shown. */
  let shown = 0

  store.subscribe((state, before) => {
    if (!kept || state.project === before.project || state.project.id !== kept.id || unchanged(kept, state)) return
    if (state.saving.tag === 'saved') store.setState({ saving: { tag: 'saving' } })
    clearTimeout(timer)
    const now = performance.now()
    changedAt ??= now
    timer = setTimeout(save, Math.min(QUIET, Math.max(0, changedAt + LONGEST - now)))
  })

  /** The state of a stored project, which is not saved if this browser keeps nothing. */
  function saved(): AppState['saving'] {
    return storage.whyNot ? { tag: 'unsaved', why: storage.whyNot } : { tag: 'saved' }
  }

  function content(): ProjectContent {
    const { name, network, drawing, data: pick, plan, lesson, services } = ownProject(store.getState())
    const own = { ...(lesson ? { lesson } : {}), ...(services ? { services } : {}) }
    return { name, networks: [{ name: network, drawing }], data: pick, plan, ...own }
  }

  /** Saves run one at a time, so an older state never overwrites a newer one. */
  function save(): Promise<void> {
    clearTimeout(timer)
    changedAt = undefined
    saving = saving.then(saveNow).then(runs.storeAgain)
    return saving
  }

  /** Claims the project if the other tab that had it is closed. The revision shows whether that tab has changed it. */
  async function takeOver(): Promise<boolean> {
    const [id, turn] = [kept?.id, shown]
    if (id === undefined) return false
    const early = await leaveQueue()
    const again = early?.holder === 'mine' ? early : await claimProject(id)
    if (turn !== shown) {
      again.release()
      return false
    }
    if (again.holder !== 'mine') {
      queue(id)
      return false
    }
    claim = again
    store.setState(({ notices }) => ({ notices: notices.filter(({ action }) => action?.command !== COPY.command) }))
    return true
  }

  /** Waits for the tab that has the project, and saves once that tab is closed. */
  function queue(id: string): void {
    const stop = new AbortController()
    const granted = claimProject(id, { signal: stop.signal })
    queued = { granted, stop }
    void granted.then(({ holder }) => {
      if (holder === 'mine' && !stop.signal.aborted) void save()
    })
  }

  /** Stops waiting. Resolves with the claim, which may have been granted in the meantime. */
  function leaveQueue(): Promise<Claim> | undefined {
    const was = queued
    queued = undefined
    was?.stop.abort()
    return was?.granted
  }

  function release(): void {
    claim?.release()
    claim = undefined
    void leaveQueue()?.then((late) => late.release())
  }

  /** Restores or stores the undo history, in turn; only once the studio is usable, so that the first load stays fast. */
  async function keepHistory(act: (module: typeof import('./stored-history')) => Promise<void>): Promise<void> {
    histories = histories
      .then(() => whenReady(store))
      .then(() => import('./stored-history'))
      .then(act)
      // Without its module, such as after an update of the site, the history lasts until the page closes.
      .catch(() => undefined)
    if (store.getState().ready) await histories
  }

  async function saveNow(): Promise<void> {
    const takenOver = claim?.holder === 'elsewhere' && (await takeOver())
    const state = store.getState()
    if (!kept || kept.id !== state.project.id || (unchanged(kept, state) && !takenOver)) return
    if (claim?.holder === 'elsewhere') {
      store.setState({ saving: { tag: 'unsaved', why: message('open-elsewhere', { project: state.project.name }) } })
      return
    }
    const record = {
      ...kept,
      content: content(),
      drawingVersion: state.project.drawingVersion,
      updatedAt: new Date().toISOString(),
    }
    try {
      const put = await storage.projects.put(record)
      if (kept?.id !== put.id) return
      // After a failure, such as a full disk, the browser may accept a write and not keep it.
      if (state.saving.tag === 'unsaved') {
        kept = { ...kept, revision: put.revision }
        const found = await storage.projects.get(put.id)
        if (kept?.id !== put.id) return
        if (found?.updatedAt !== put.updatedAt) {
          kept = { ...kept, revision: found?.revision ?? 0 }
          refuse('save-not-kept', {})
        }
      }
      kept = put
      store.setState({ saving: unchanged(put, store.getState()) ? saved() : { tag: 'saving' } })
      await keepHistory(({ storeHistory }) => storeHistory(storage, state, store.getState()))
      await showUsage(store, storage)
    } catch (error) {
      const why = error instanceof Refusal ? error.reason : message('save-failed', { why: String(error) })
      store.setState({ saving: { tag: 'unsaved', why } })
    }
  }

  async function show(record: ProjectRecord): Promise<string> {
    shown += 1
    const turn = shown
    release()
    runs.leave()
    const mine = await claimProject(record.id)
    const [network] = record.content.networks
    // A dataset that is not known yet is reported when its data is loaded.
    await knownDataset(record.content.data.dataset).catch(() => undefined)
    if (record.content.lesson) await loadLessonGoal()
    if (turn !== shown) {
      mine.release()
      return record.id
    }
    claim = mine
    if (!network) return refuse('project-empty', {})
    const isOther = kept !== undefined && kept.id !== record.id
    const { notices, collecting, sidePanel } = store.getState()
    kept = record
    const { name, data: pick, plan, lesson = null, services } = record.content
    const elsewhere = mine.holder === 'elsewhere'
    changeProject(
      store,
      {
        id: record.id,
        name,
        network: network.name,
        drawing: network.drawing,
        drawingVersion: record.drawingVersion,
        data: pick,
        plan,
        lesson,
        services,
        ...(record.template === undefined ? {} : { template: record.template }),
      },
      {
        history: { past: [], future: [] },
        selection: [],
        selectedNotes: [],
        inside: [],
        lessonPreview: null,
        look: null,
        // A comparison is of the drawings of one project.
        sidePanel: isOther && sidePanel === 'changes' ? null : sidePanel,
        collecting: collecting !== 'new' && collecting?.set === pick.dataset ? collecting : null,
        data: { tag: 'none' },
        // The page of this machine is not about the project, except after a reload.
        ...(store.getState().ready && store.getState().room === 'machine' ? { room: 'build' } : {}),
        // Drop what was about the previous project, and that it is open in another tab: they do not concern this project.
        notices: (isOther ? ofEveryProject(notices) : notices).filter(({ action }) => action?.command !== COPY.command),
        saving: elsewhere ? { tag: 'unsaved', why: message('open-elsewhere', { project: name }) } : saved(),
      },
    )
    store.setState(lessonSettles)
    if (elsewhere) queue(record.id)
    if (elsewhere) notify({ tone: 'bad', message: message('open-elsewhere', { project: name }), action: COPY })
    void data.use(pick, plan).catch(() => undefined)
    tab?.put(LAST, record.id)
    await storage.settings.put(LAST, record.id).catch(() => undefined)
    await loadInterruptedRuns(store, storage, runs, record.id, notify)
    const { drawing } = network
    await keepHistory(({ restoreHistory }) => restoreHistory(store, storage, { id: record.id, drawing }))
    return record.id
  }

  return {
    content,
    async open(id) {
      await save()
      const record = await storage.projects.get(id)
      return show(record ?? refuse('no-project', { id }))
    },
    async create(fresh, template) {
      await save()
      // A lesson starts on the first page, wherever the learner was; a hidden page is left for another one.
      if (fresh.lesson?.start) store.setState({ room: 'build' })
      const now = new Date().toISOString()
      const id = newProjectId()
      const record: ProjectRecord = {
        id,
        revision: 0,
        // A name made from another, such as that of a copy, must still fit a file.
        content: { ...fresh, name: fresh.name.slice(0, MOST.name) },
        drawingVersion: 1,
        createdAt: now,
        updatedAt: now,
        ...(template === undefined ? {} : { template }),
      }
      // If the disk is full, the project still opens and reports that it is not saved.
      const put = await storage.projects
        .put(record)
        .catch((error: unknown) => (error instanceof Refusal ? error : Promise.reject(error)))
      if (!(put instanceof Refusal)) return show(put)
      await show(record)
      store.setState({ saving: { tag: 'unsaved', why: put.reason } })
      return id
    },
    async flush() {
      await save()
      await runs.written()
      const now = savingOf(store.getState())
      if (now.tag === 'unsaved') throw new Refusal(now.why)
    },
    async close() {
      await save()
      release()
      kept = undefined
    },
  }
}

/** The project that was last open in this tab or, failing that, on this device; undefined if it no longer exists. */
export async function lastProject(storage: Storage, tab?: TabMemory): Promise<ProjectRecord | undefined> {
  const ids = [tab?.get(LAST), await storage.settings.get(LAST).catch(() => undefined)]
  for (const id of ids) {
    const known = typeof id === 'string' ? await storage.projects.get(id).catch(() => undefined) : undefined
    if (known) return known
  }
  return undefined
}

/** Updates the storage usage and whether storage is persistent. */
export async function showUsage(store: BoardStore<AppState>, storage: Storage): Promise<void> {
  const { usage, persisted } = await storage.estimate()
  store.setState((state) => ({ storage: { ...state.storage, usage, persisted } }))
}

/** Resolves when the studio is usable. */
function whenReady(store: BoardStore<AppState>): Promise<void> | undefined {
  if (store.getState().ready) return undefined
  return new Promise((resolve) => {
    const close = store.subscribe(({ ready }) => {
      if (!ready) return
      close()
      resolve()
    })
  })
}

/** The project without changes made while previewing a lesson, because those are not saved. */
function ownProject({ project, lessonPreview }: AppState): AppState['project'] {
  return lessonPreview ? { ...project, ...lessonPreview } : project
}

function unchanged(kept: ProjectRecord, state: AppState): boolean {
  const { content } = kept
  const project = ownProject(state)
  return (
    content.name === project.name &&
    content.networks[0]?.drawing === project.drawing &&
    content.data === project.data &&
    content.plan === project.plan &&
    (content.lesson ?? null) === project.lesson &&
    content.services === project.services
  )
}

function newProjectId(): string {
  const random = new Uint32Array(1)
  globalThis.crypto.getRandomValues(random)
  return `p-${Date.now().toString(36)}-${(random[0] as number).toString(36)}`
}
