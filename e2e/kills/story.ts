/** @file The story of a run that is killed again and again, and what it must come to: the weights of a run that nobody disturbed. */
import { rng } from '../../src/base/rng'
import type { Desk } from './page-driver'
import type { Recipe } from './recipes'

export type Death = 'tab' | 'browser' | 'worker' | 'silence' | 'gpu' | 'damage'

export interface Kill {
  readonly death: Death
  /** The step it was killed at, about; the step of the newest checkpoint that was told to be on disk; where it went on. */
  readonly at: number
  readonly kept: number
  readonly began: number
  readonly offered: boolean
  /** Of a damaged checkpoint, the step; it must not be gone on from. */
  readonly damaged?: number
}

export interface Story {
  readonly recipe: string
  readonly kills: readonly Kill[]
  readonly expected: string
  readonly hash: string
  /** Rows of its history that do not come after the row before; long histories are thinned out. */
  readonly disorder: number
  readonly seconds: number
}

const DEATHS = {
  wasm: ['tab', 'worker', 'browser', 'damage', 'worker', 'tab', 'silence', 'browser'],
  webgpu: ['gpu', 'tab', 'gpu', 'browser', 'worker', 'gpu', 'damage'],
} as const satisfies Record<Recipe['backend'], readonly Death[]>

/** A worker that dies is followed by another this often; then the user is asked. */
const BY_ITSELF = 2
/** A kill comes up to so many milliseconds after the step it waits for: not in time with anything that is told. */
const JITTER_MS = 150
/** Kills come within this share of a run: what is left takes longer than a kill does. */
const WITHIN = 0.75
const LONG = { timeoutMs: 300_000 }

/** Trains a recipe undisturbed; resolves with the hash of its weights. */
export async function undisturbed(desk: Desk, recipe: Recipe): Promise<string> {
  await prepare(desk, recipe)
  await desk.netloom.run('run.start', { backend: recipe.backend })
  return ended(desk)
}

/** Trains a recipe that dies each of these deaths on its way; undefined where the run was over before the last: that says nothing. */
export async function killed(
  desk: Desk,
  recipe: Recipe,
  deaths: readonly Death[],
  { seed, expected }: { readonly seed: number; readonly expected: string },
): Promise<Story | undefined> {
  const from = Date.now()
  const random = rng(seed, { kind: 'generate' })
  await prepare(desk, recipe)
  const run = await desk.netloom.run<string>('run.start', { backend: recipe.backend })
  const { steps } = (await desk.netloom.state()).run
  const moments = deaths.map(() => Math.ceil(WITHIN * steps * random.uniform())).sort((a, b) => a - b)
  const kills: Kill[] = []
  let alone = 0
  for (const [i, death] of deaths.entries()) {
    const page = death === 'tab' || death === 'browser' || death === 'damage'
    const kill = {
      death,
      ...(await untilMoment(desk, run, moments[i] as number, page ? 'early' : 'at work', random.below(JITTER_MS))),
    }
    const then = page ? 'offered' : alone < BY_ITSELF ? 'followed' : 'asked'
    alone = then === 'followed' ? alone + 1 : 0
    const back = then === 'offered' ? await leaveAndReturn(desk, death, run) : await dieAtWork(desk, death, run, then)
    if (!back) return undefined
    kills.push({ ...kill, ...back })
  }
  const hash = await ended(desk)
  const { history } = (await desk.netloom.state()).run
  return {
    recipe: recipe.name,
    kills,
    expected,
    hash,
    disorder: history.filter(({ epoch }, i) => epoch <= (history[i - 1]?.epoch ?? 0)).length,
    seconds: (Date.now() - from) / 1000,
  }
}

/** Waits until the run has come so far and a little longer; where it is then, and the newest checkpoint that is told to be on disk. */
function untilMoment(
  { page }: Desk,
  id: string,
  moment: number,
  how: 'early' | 'at work',
  jitter: number,
): Promise<Pick<Kill, 'at' | 'kept'>> {
  return page.evaluate(
    async ([run, from, tags, ms]) => {
      // In the page, for a small network is done while messages go to and fro.
      await window.netloom.when((s) => s.run.step >= from && tags.includes(s.run.tag), { timeoutMs: 300_000 })
      const rows = (await window.netloom.run('checkpoints.list', { run })) as { step: number }[]
      await new Promise((resolve) => setTimeout(resolve, ms))
      return { at: window.netloom.state().run.step, kept: rows.at(-1)?.step ?? 0 }
    },
    // A page may be left while its run is still made ready; a worker is killed at its work.
    [id, moment, ['training', 'done', ...(how === 'early' ? ['preparing'] : [])], jitter] as const,
  )
}

/** The deaths of a story, each kind in its turn. */
export function deathsOf(index: number, backend: Recipe['backend'], count: number): readonly Death[] {
  const kinds = DEATHS[backend]
  return Array.from({ length: count }, (_, i) => kinds[(index * count + i) % kinds.length] as Death)
}

/** What went wrong in stories: each must be nothing. */
export function faultsOf(
  stories: readonly Story[],
): Record<'otherWeights' | 'corrupt' | 'lost' | 'notOffered' | 'disorder', number> {
  const kills = stories.flatMap((story) => story.kills)
  const count = (test: (kill: Kill) => boolean) => kills.filter(test).length
  return {
    otherWeights: stories.filter(({ hash, expected }) => hash !== expected).length,
    corrupt: count(({ began, damaged, kept }) => damaged !== undefined && damaged > kept && began === damaged),
    lost: count(({ began, kept }) => began < kept),
    notOffered: count(({ offered }) => !offered),
    disorder: stories.reduce((sum, { disorder }) => sum + disorder, 0),
  }
}

async function prepare({ netloom }: Desk, { template, plan }: Recipe): Promise<void> {
  await netloom.run('project.new', { template })
  await netloom.when((s) => s.data.loaded)
  const { nodes } = (await netloom.state()).project.networks[0] ?? { nodes: [] }
  const dense = nodes.find(({ kind }) => kind === 'dense')
  // The digits have one of their own.
  if (dense && !nodes.some(({ kind }) => kind === 'dropout'))
    await netloom.run('graph.addAfter', { kind: 'dropout', node: dense.id })
  await netloom.run('plan.set', plan)
  await netloom.run('project.save')
}

async function ended({ netloom }: Desk): Promise<string> {
  const { run } = await netloom.when((s) => s.run.tag === 'done' || s.run.code === 'not-finite', LONG)
  if (run.tag !== 'done') throw new Error(run.why)
  return run.weightsHash ?? ''
}

type Back = Pick<Kill, 'began' | 'offered' | 'damaged'> & Partial<Pick<Kill, 'kept'>>

/** The tab or the browser dies, and the person comes back: goes on with the run that is offered. */
async function leaveAndReturn(desk: Desk, death: Death, run: string): Promise<Back | undefined> {
  await (death === 'browser' ? desk.killBrowser() : desk.crashTab())
  const spoilt = death === 'damage' ? await spoilNewest(desk, run) : undefined
  await desk.openStudio()
  const { runs } = await desk.netloom.state()
  if (runs[0]?.tag === 'done') return undefined
  const offered = runs[0]?.id === run && runs[0].tag === 'interrupted'
  return { began: await goOn(desk, run), offered, ...spoilt }
}

/** The worker or its device dies; the page takes the run up by itself, or asks after the third time. */
async function dieAtWork(desk: Desk, death: Death, run: string, then: 'followed' | 'asked'): Promise<Back | undefined> {
  const told = desk.page.evaluate(
    ([id, tag]) =>
      window.netloom.when(({ run }) => run.id === id && (run.tag === tag || run.tag === 'done'), {
        timeoutMs: 120_000,
      }),
    [run, then === 'followed' ? 'preparing' : 'failed'],
  )
  await (death === 'gpu' ? desk.crashGpu() : desk.killWorker(death === 'silence' ? 'silently' : 'loudly'))
  const { tag, step } = (await told).run
  if (tag === 'done') return undefined
  return { began: then === 'followed' ? step : await goOn(desk, run), offered: true }
}

/** Goes on exactly; resolves with the step it begins at, while the run is still made ready. */
function goOn({ page }: Desk, run: string): Promise<number> {
  return page.evaluate(async (id) => {
    const began = window.netloom.when((s) => s.run.id === id && s.run.tag === 'preparing')
    // A worker may be killed before it is ready: what became of the run is seen at its end.
    const going = window.netloom.run('run.continue', { run: id })
    const refused = going.then(() => began)
    refused.catch(() => undefined)
    return (await Promise.race([began, refused])).run.step
  }, run)
}

/** Changes one byte of the newest checkpoint, as a bad disk does, before the studio is opened. */
async function spoilNewest(
  { page, openFile }: Desk,
  run: string,
): Promise<{ readonly damaged?: number; readonly kept?: number }> {
  await openFile('icon.svg')
  return page.evaluate(
    (id) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('netloom')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const database = opening.result
          const transaction = database.transaction('checkpoints', 'readwrite')
          const store = transaction.objectStore('checkpoints')
          const reading = store.getAllKeys(IDBKeyRange.bound([id], [id, []]))
          reading.onsuccess = () => {
            const keys = reading.result
            const rows = keys.slice(-2).map((key) => store.get(key))
            const last = rows.at(-1)
            if (!last) return
            last.onsuccess = () => {
              const row = last.result
              const bytes = new Uint8Array(row.data.buffer)
              bytes[7] = (bytes[7] ?? 0) ^ 16
              store.put(row, keys.at(-1) as IDBValidKey)
              const before = rows.length > 1 ? rows[0]?.result.head.value.step : 0
              transaction.oncomplete = () => {
                database.close()
                resolve({ damaged: row.head.value.step, kept: before })
              }
            }
          }
          transaction.oncomplete = () => {
            database.close()
            resolve({})
          }
        }
      }),
    run,
  )
}
