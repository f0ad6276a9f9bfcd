/**
 * @file Kills a run repeatedly, resumes it each time, and compares its final weights with those of an uninterrupted
 * run.
 */
import { rng } from '../../src/base/rng'
import type { PageDriver } from './page-driver'
import type { Recipe } from './recipes'

export type Death = 'tab' | 'browser' | 'worker' | 'silence' | 'gpu' | 'damage'

export interface Kill {
  readonly death: Death
  /**
   * Approximate step of the kill (`at`), step of the newest checkpoint on disk (`kept`), and step at which the run
   * resumed (`began`).
   */
  readonly at: number
  readonly kept: number
  readonly began: number
  readonly offered: boolean
  /** Step of the damaged checkpoint; the run must not resume from it. */
  readonly damaged?: number
}

export interface Story {
  readonly recipe: string
  readonly kills: readonly Kill[]
  readonly expected: string
  readonly hash: string
  /**
   * Number of history rows whose epoch is not greater than that of the row before. (Long histories are downsampled.)
   */
  readonly disorder: number
  readonly seconds: number
}

const DEATHS = {
  wasm: ['tab', 'worker', 'browser', 'damage', 'worker', 'tab', 'silence', 'browser'],
  webgpu: ['gpu', 'tab', 'gpu', 'browser', 'worker', 'gpu', 'damage'],
} as const satisfies Record<Recipe['backend'], readonly Death[]>

/** The page restarts a dead worker this many times in a row before it asks the user. */
const AUTOMATIC_RESTARTS = 2
/** Maximum random delay in ms between a step and its kill, so that kills do not align with messages. */
const JITTER_MS = 150
/** All kills happen within this share of a run, so that the run does not end before its last kill. */
const WITHIN = 0.5
const LONG = { timeoutMs: 300_000 }

/** Trains a recipe without interruption; resolves with the hash of its weights. */
export async function trainUninterrupted(driver: PageDriver, recipe: Recipe): Promise<string> {
  await prepare(driver, recipe)
  await driver.netloom.run('run.start', { backend: recipe.backend })
  return hashAtEnd(driver)
}

/** Trains a recipe with these kills. Resolves with undefined if the run ended before its last kill. */
export async function trainKilled(
  driver: PageDriver,
  recipe: Recipe,
  deaths: readonly Death[],
  { seed, expected }: { readonly seed: number; readonly expected: string },
): Promise<Story | undefined> {
  const from = Date.now()
  const random = rng(seed, { kind: 'generate' })
  await prepare(driver, recipe)
  const run = await driver.netloom.run<string>('run.start', { backend: recipe.backend })
  const { steps } = (await driver.netloom.state()).run
  const moments = deaths.map(() => Math.ceil(WITHIN * steps * random.uniform())).sort((a, b) => a - b)
  const kills: Kill[] = []
  let alone = 0
  for (const [i, death] of deaths.entries()) {
    const page = death === 'tab' || death === 'browser' || death === 'damage'
    const kill = {
      death,
      ...(await untilMoment(driver, run, moments[i] as number, page ? 'early' : 'at work', random.below(JITTER_MS))),
    }
    const then = page ? 'offered' : alone < AUTOMATIC_RESTARTS ? 'followed' : 'asked'
    alone = then === 'followed' ? alone + 1 : 0
    const back =
      then === 'offered' ? await leaveAndReturn(driver, death, run) : await killWhileTraining(driver, death, run, then)
    if (!back) return undefined
    kills.push({ ...kill, ...back })
  }
  const hash = await hashAtEnd(driver)
  const { history } = (await driver.netloom.state()).run
  return {
    recipe: recipe.name,
    kills,
    expected,
    hash,
    disorder: history.filter(({ epoch }, i) => epoch <= (history[i - 1]?.epoch ?? 0)).length,
    seconds: (Date.now() - from) / 1000,
  }
}

/**
 * Waits for a step and a random delay; resolves with the current step and the step of the newest checkpoint on disk.
 */
function untilMoment(
  { page }: PageDriver,
  id: string,
  moment: number,
  how: 'early' | 'at work',
  jitter: number,
): Promise<Pick<Kill, 'at' | 'kept'>> {
  return page.evaluate(
    async ([run, from, tags, ms]) => {
      // Waits inside the page, because a small network could finish during a round trip to the test.
      await window.netloom.when((s) => s.run.step >= from && tags.includes(s.run.tag), { timeoutMs: 300_000 })
      const rows = (await window.netloom.run('checkpoints.list', { run })) as { step: number }[]
      await new Promise((resolve) => setTimeout(resolve, ms))
      return { at: window.netloom.state().run.step, kept: rows.at(-1)?.step ?? 0 }
    },
    // A page may be closed while its run is still preparing, but a worker is killed only while it trains.
    [id, moment, ['training', 'done', ...(how === 'early' ? ['preparing'] : [])], jitter] as const,
  )
}

/** The kinds of kills for a run, in rotation. */
export function killKinds(index: number, backend: Recipe['backend'], count: number): readonly Death[] {
  const kinds = DEATHS[backend]
  return Array.from({ length: count }, (_, i) => kinds[(index * count + i) % kinds.length] as Death)
}

/** Counts each kind of fault over all runs; every count must be 0. */
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

async function prepare({ netloom }: PageDriver, { template, plan }: Recipe): Promise<void> {
  await netloom.run('project.new', { template })
  await netloom.when((s) => s.data.loaded)
  const { nodes } = (await netloom.state()).project.networks[0] ?? { nodes: [] }
  const dense = nodes.find(({ kind }) => kind === 'dense')
  // The digits example already has a dropout layer.
  if (dense && !nodes.some(({ kind }) => kind === 'dropout'))
    await netloom.run('graph.addAfter', { kind: 'dropout', node: dense.id })
  await netloom.run('plan.set', plan)
  await netloom.run('project.save')
}

async function hashAtEnd({ netloom }: PageDriver): Promise<string> {
  const { run } = await netloom.when((s) => s.run.tag === 'done' || s.run.code === 'not-finite', LONG)
  if (run.tag !== 'done') throw new Error(run.why)
  return run.weightsHash ?? ''
}

type Back = Pick<Kill, 'began' | 'offered' | 'damaged'> & Partial<Pick<Kill, 'kept'>>

/** Kills the tab or the browser, reopens the studio, and resumes the offered run. */
async function leaveAndReturn(driver: PageDriver, death: Death, run: string): Promise<Back | undefined> {
  await (death === 'browser' ? driver.killBrowser() : driver.crashTab())
  const damage = death === 'damage' ? await damageNewest(driver, run) : undefined
  await driver.openStudio()
  const { runs } = await driver.netloom.state()
  if (runs[0]?.tag === 'done') return undefined
  const offered = runs[0]?.id === run && runs[0].tag === 'interrupted'
  return { began: await resumeRun(driver, run), offered, ...damage }
}

/** Kills the worker or its device; the page resumes the run automatically, or asks the user after the third time. */
async function killWhileTraining(
  driver: PageDriver,
  death: Death,
  run: string,
  then: 'followed' | 'asked',
): Promise<Back | undefined> {
  const settled = driver.page.evaluate(
    ([id, tag]) =>
      window.netloom.when(({ run }) => run.id === id && (run.tag === tag || run.tag === 'done'), {
        timeoutMs: 120_000,
      }),
    [run, then === 'followed' ? 'preparing' : 'failed'],
  )
  await (death === 'gpu' ? driver.crashGpu() : driver.killWorker(death === 'silence' ? 'silently' : 'loudly'))
  const { tag, step } = (await settled).run
  if (tag === 'done') return undefined
  return { began: then === 'followed' ? step : await resumeRun(driver, run), offered: true }
}

/** Resumes a run; resolves with the step at which it starts, while the run is still preparing. */
function resumeRun({ page }: PageDriver, run: string): Promise<number> {
  return page.evaluate(async (id) => {
    const began = window.netloom.when((s) => s.run.id === id && s.run.tag === 'preparing')
    // A worker may be killed before it is ready; the end of the run shows the outcome.
    const going = window.netloom.run('run.continue', { run: id })
    const refused = going.then(() => began)
    refused.catch(() => undefined)
    return (await Promise.race([began, refused])).run.step
  }, run)
}

/** Flips a bit in the newest checkpoint before the studio opens, as a bad disk would. */
async function damageNewest(
  { page, openFile }: PageDriver,
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
