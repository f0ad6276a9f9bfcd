/**
 * @file Tabs: one tab a project, and one a run. By Web Locks where there are any, else by asking the other tabs. A courtesy, so that two
 * tabs don't type over each other; what guards the data is the revision that every save names.
 */

export interface Claim {
  readonly holder: 'mine' | 'elsewhere'
  /** Lets another tab have it. */
  release(): void
}

export interface ClaimOptions {
  /** Told when another tab took the project over. */
  readonly onLost?: () => void
  /** Take it from the tab that has it. */
  readonly take?: true
  /** How long other tabs get to answer where there are no Web Locks, in ms. */
  readonly patienceMs?: number
  /** How long to wait for a lock that another tab has, in ms: a tab that crashed has it for a moment more. */
  readonly waitMs?: number
}

/** What a tab knows for itself: kept over its reload, and no longer than the tab. */
export interface TabMemory {
  get(key: string): string | undefined
  put(key: string, value: string): void
}

/** This tab's; it forgets where the browser keeps nothing. */
export const thisTab: TabMemory = {
  get(key) {
    try {
      return sessionStorage.getItem(`netloom-${key}`) ?? undefined
    } catch {
      return undefined
    }
  },
  put(key, value) {
    try {
      sessionStorage.setItem(`netloom-${key}`, value)
    } catch {
      // Then a reload opens what was open last in any tab.
    }
  },
}

const ELSEWHERE: Claim = { holder: 'elsewhere', release: () => {} }

/** Claims a project for this tab, unless another has it. */
export function claimProject(id: string, options: ClaimOptions = {}): Promise<Claim> {
  return claim(`netloom:project:${id}`, options)
}

/** Claims a run for this tab, unless another is training it: a run that nobody claims was cut off. */
export function claimRun(id: string, options: Pick<ClaimOptions, 'waitMs'> = {}): Promise<Claim> {
  return claim(`netloom:run:${id}`, options)
}

/** Claims an import for this tab; an import that nobody claims was left. */
export function claimImport(id: string): Promise<Claim> {
  return claim(`netloom:import:${id}`, {})
}

async function claim(name: string, options: ClaimOptions): Promise<Claim> {
  if (globalThis.navigator?.locks) return claimByLock(globalThis.navigator.locks, name, options)
  if (typeof BroadcastChannel === 'function') return claimByAsking(name, options)
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
    const { take, waitMs } = options
    const way: LockOptions = take
      ? { steal: true }
      : waitMs === undefined
        ? { ifAvailable: true }
        : { signal: AbortSignal.timeout(waitMs) }
    locks.request(name, way, hold).catch((error: unknown) => {
      if (way.signal?.aborted && error === way.signal.reason) {
        resolve(ELSEWHERE)
        return
      }
      // Stolen; or locks are refused here, and then the revisions alone guard.
      if (!released) options.onLost?.()
      resolve({ holder: 'mine', release: () => {} })
    })
  })
}

type TabMessage =
  | { readonly type: 'who'; readonly tab: string }
  | { readonly type: 'held'; readonly to: string }
  | { readonly type: 'taken'; readonly tab: string }

async function claimByAsking(name: string, options: ClaimOptions): Promise<Claim> {
  const channel = new BroadcastChannel(name)
  const tab = Array.from(globalThis.crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join('-')
  const say = (said: TabMessage) => channel.postMessage(said)
  let state: 'asking' | 'mine' | 'elsewhere' = 'asking'
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    switch (data.type) {
      case 'who':
        // Of two that ask at once, the one whose name sorts first has it; both see it so, whoever heard the other.
        if (state === 'mine' || (state === 'asking' && tab < data.tab)) say({ type: 'held', to: data.tab })
        else if (state === 'asking' && !options.take) state = 'elsewhere'
        return
      case 'held':
        if (data.to === tab && state === 'asking' && !options.take) state = 'elsewhere'
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
  say(options.take ? { type: 'taken', tab } : { type: 'who', tab })
  await new Promise((resolve) => setTimeout(resolve, options.patienceMs ?? 150))
  if ((state as string) === 'elsewhere') {
    channel.close()
    return ELSEWHERE
  }
  state = 'mine'
  return { holder: 'mine', release: () => channel.close() }
}
