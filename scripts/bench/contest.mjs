/**
 * @file The contest: ours against each peer of its tier on each task, in rounds A B B A of one browser. A peer whose losses leave the
 * reference's is void; a ratio that spreads too far is refused.
 */
import { median } from '../figures/times.mjs'

/** Steps over which losses have to agree, and how nearly (relative). */
const AGREE_STEPS = 20
const AGREE = 1e-3
/** The reference: tf.js' own loop, its gradients mended where they are wrong or missing. */
const REFERENCE = 'tfjs-wasm-mended-loop'
const OURS = { cpu: 'netloom-wasm', webgpu: 'netloom-webgpu' }
/** Steps before anything is timed, and the least time of a slot in milliseconds. */
const WARM = 3
const SLOT_MS = 400
/** Of a ratio: (largest - smallest) / median. */
const SPREAD = 0.3

/** Runs what is wanted; a result a pair, told as it comes. */
export async function contest(arena, entries, { rounds, wanted }) {
  const results = []
  const tasks = await arena.tasks()
  for (const task of tasks) {
    const own = entries.filter((entry) => entry.task === task.name)
    const rivals = own.filter((entry) => !Object.values(OURS).includes(entry.peer) && wanted(entry))
    if (rivals.length === 0) continue
    const reference = await lossesOf(arena, REFERENCE, task.name)
    for (const tier of ['cpu', 'webgpu']) {
      const against = rivals.filter((rival) => rival.tier === tier)
      if (against.length === 0 || !own.some(({ peer }) => peer === OURS[tier])) continue
      const ours = await arena.open(OURS[tier], task.name)
      const agreed = agreement(await ours.losses(AGREE_STEPS), reference)
      for (const rival of against) {
        const result = { task: task.name, tier, peer: rival.peer, title: rival.title, load: arena.load() }
        results.push({ ...result, ...(await pair(arena, { ours, agreed, rival, task, reference, rounds })) })
        console.log(line(results.at(-1)))
      }
      await ours.close()
    }
  }
  return results
}

async function lossesOf(arena, peer, task) {
  const one = await arena.open(peer, task)
  const losses = await one.losses(AGREE_STEPS)
  await one.close()
  return losses
}

async function pair(arena, { ours, agreed, rival, task, reference, rounds }) {
  let theirs
  try {
    theirs = await arena.open(rival.peer, task.name)
  } catch (error) {
    return { void: `does not start: ${String(error.message).split('\n')[0]}` }
  }
  try {
    const difference = rival.ownOptimizer ? undefined : agreement(await theirs.losses(AGREE_STEPS), reference)
    if (!(agreed <= AGREE)) return { void: `our losses leave the reference by ${agreed.toExponential(1)}` }
    if (difference !== undefined && !(difference <= AGREE))
      return { void: `its losses leave the reference by ${difference.toExponential(1)}`, difference }
    const [mine, its] = [await pacing(ours), await pacing(theirs)]
    const ratios = []
    const times = { ours: [], theirs: [] }
    for (let round = 0; round < rounds; round++) {
      const a1 = await slot(ours, mine)
      const b1 = await slot(theirs, its)
      const b2 = await slot(theirs, its)
      const a2 = await slot(ours, mine)
      times.ours.push(a1, a2)
      times.theirs.push(b1, b2)
      ratios.push((b1 + b2) / (a1 + a2))
    }
    const ratio = median(ratios)
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
    return {
      oursMs: median(times.ours),
      theirsMs: median(times.theirs),
      ratio,
      least,
      most,
      rounds,
      gflops: task.flops / median(times.ours) / 1e6,
      agreed,
      ...(difference === undefined ? {} : { difference }),
      openMs: { ours: ours.openMs, theirs: theirs.openMs },
      ...((most - least) / ratio > SPREAD
        ? { refused: `spread of ${Math.round((100 * (most - least)) / ratio)} %` }
        : {}),
    }
  } catch (error) {
    return { void: `broke: ${String(error.message).split('\n')[0]}` }
  } finally {
    await theirs.close()
  }
}

/** Steps of a slot, from how long a few take. */
async function pacing(one) {
  await one.time(WARM)
  let steps = 1
  for (;;) {
    const ms = await one.time(steps)
    if (ms >= SLOT_MS / 2) return Math.max(1, Math.round((steps * SLOT_MS) / ms))
    steps = ms < 20 ? steps * 8 : Math.ceil((steps * SLOT_MS) / ms)
  }
}

/** Milliseconds a step. */
async function slot(one, steps) {
  return (await one.time(steps)) / steps
}

/** The largest relative difference of two loss curves. */
function agreement(losses, reference) {
  return losses.reduce(
    (most, loss, i) => Math.max(most, Math.abs(loss - reference[i]) / Math.max(Math.abs(reference[i]), 1e-3)),
    losses.length === reference.length ? 0 : Number.NaN,
  )
}

function line({ task, peer, oursMs, theirsMs, ratio, least, most, refused, ...rest }) {
  const told = rest.void
    ? `void: ${rest.void}`
    : `${theirsMs.toFixed(3)} ms to our ${oursMs.toFixed(3)} ms: ${ratio.toFixed(2)} times (${least.toFixed(2)} to ${most.toFixed(2)})${refused ? `, refused: ${refused}` : ''}`
  return `${task.padEnd(12)} ${peer.padEnd(24)} ${told}`
}
