/**
 * @file Tabs: each project and each run is claimed by one tab, through Web Locks if available, otherwise by asking the
 * other tabs. Claims only prevent two tabs from editing the same project; the revision in every save protects the data.
 */

export interface Claim {
  readonly holder: 'mine' | 'elsewhere'
  /** Releases the claim, so that another tab can take it. */
  release(): void
}

export interface ClaimOptions {
  /** Called when another tab has taken over the project. */
  readonly onLost?: () => void
  /** Set to take over the claim from the tab that has it. */
  readonly take?: true
  /** Without Web Locks: how many milliseconds to wait for answers from other tabs. */
  readonly patienceMs?: number
  /** How many milliseconds to wait for another tab's lock, because a crashed tab keeps its lock for a moment. */
  readonly waitMs?: number
  /** With Web Locks: waits until the other tab releases the claim or is closed, or until this signal aborts. */
  readonly signal?: AbortSignal
}

/** State of this tab that survives a reload but not closing the tab. */
export interface TabMemory {
  get(key: string): string | undefined
  put(key: string, value: string): void
}

/** The state of this tab; always empty if the browser stores nothing. */
export const thisTab: TabMemory = memoryOn(() => sessionStorage)

/** What this device remembers apart from the database; always empty if the browser stores nothing. */
export const thisDevice: TabMemory = memoryOn(() => localStorage)

function memoryOn(storage: () => globalThis.Storage): TabMemory {
  return {
    get(key) {
      try {
        return storage().getItem(`netloom-${key}`) ?? undefined
      } catch {
        return undefined
      }
    },
    put(key, value) {
      try {
        storage().setItem(`netloom-${key}`, value)
      } catch {
        // Ignore the error: a reload may open another project, and a deleted database is not noticed.
      }
    },
  }
}

/** Without Web Locks: how many milliseconds to wait for answers from other tabs. */
let patience = 150

/** Sets how long a claim waits for other tabs to answer: 0 if there are none, as in a test of a single tab. */
export function waitForTabs(ms: number): void {
  patience = ms
}

const ELSEWHERE: Claim = { holder: 'elsewhere', release: () => {} }

/** Claims a project for this tab, unless another tab has it. */
export function claimProject(id: string, options: ClaimOptions = {}): Promise<Claim> {
  return claim(`netloom:project:${id}`, options)
}

/** Claims a run for this tab, unless another tab is training it. A run that nobody claims was interrupted. */
export function claimRun(id: string, options: Pick<ClaimOptions, 'waitMs'> = {}): Promise<Claim> {
  return claim(`netloom:run:${id}`, options)
}

/** Claims an import for this tab. An import that nobody claims was abandoned. */
export function claimImport(id: string): Promise<Claim> {
  return claim(`netloom:import:${id}`, {})
}

async function claim(name: string, options: ClaimOptions): Promise<Claim> {
  if (globalThis.navigator?.locks) return claimByLock(globalThis.navigator.locks, name, options)
  const wait = options.patienceMs ?? patience
  // Whoever does not wait for an answer must not ask: whether one comes in time would depend on how busy the machine is.
  if (wait > 0 && typeof BroadcastChannel === 'function') return claimByAsking(name, options, wait)
  return { holder: 'mine', release: () => {} }
}

function claimByLock(locks: LockManager, name: string, options: ClaimOptions): Promise<Claim> {
  return new Promise((resolve) => {
    let released = false
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock) {
        resolve(ELSEWHERE)
        return undefined
      }
      return new Promise((letGo) => {
        const release = () => {
          released = true
          letGo()
        }
        resolve({ holder: 'mine', release })
      })
    }
    const { take, waitMs, signal = waitMs === undefined ? undefined : AbortSignal.timeout(waitMs) } = options
    const way: LockOptions = take ? { steal: true } : signal ? { signal } : { ifAvailable: true }
    locks.request(name, way, hold).catch((error: unknown) => {
      if (way.signal?.aborted && error === way.signal.reason) {
        resolve(ELSEWHERE)
        return
      }
      // Another tab took the lock, or locks are unavailable and only the revisions protect the data.
      if (!released) options.onLost?.()
      resolve({ holder: 'mine', release: () => {} })
    })
  })
}

type TabMessage =
  | { readonly type: 'who'; readonly tab: string }
  | { readonly type: 'held'; readonly to: string }
  | { readonly type: 'taken'; readonly tab: string }

async function claimByAsking(name: string, options: ClaimOptions, waitMs: number): Promise<Claim> {
  const channel = new BroadcastChannel(name)
  const tab = Array.from(globalThis.crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join('-')
  const post = (tabMessage: TabMessage) => channel.postMessage(tabMessage)
  let state: 'asking' | 'mine' | 'elsewhere' = 'asking'
  let endWait = () => {}
  const findElsewhere = () => {
    state = 'elsewhere'
    endWait()
  }
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    switch (data.type) {
      case 'who':
        // If two tabs ask at the same time, the tab whose id sorts first wins; both tabs reach the same decision,
        // whichever message arrives first.
        if (state === 'mine' || (state === 'asking' && tab < data.tab)) post({ type: 'held', to: data.tab })
        else if (state === 'asking' && !options.take) findElsewhere()
        return
      case 'held':
        if (data.to === tab && state === 'asking' && !options.take) findElsewhere()
        return
      case 'taken':
        if (state === 'mine') {
          channel.close()
          options.onLost?.()
        }
        return
      default:
        return data satisfies never
    }
  }
  post(options.take ? { type: 'taken', tab } : { type: 'who', tab })
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, waitMs)
    endWait = () => {
      clearTimeout(timer)
      resolve()
    }
  })
  if ((state as string) === 'elsewhere') {
    channel.close()
    return ELSEWHERE
  }
  state = 'mine'
  return { holder: 'mine', release: () => channel.close() }
}
