/**
 * @file The contest: Netloom against each peer of its tier on each task, in rounds of the order A B B A in one browser.
 * A peer is disqualified if its losses differ from the reference, and a ratio is refused if its spread is too large.
 */
import { median } from '../figures/times.mjs'

/** Number of steps whose losses must agree, and the relative tolerance. */
const AGREE_STEPS = 20
const AGREE = 1e-3
/** The reference: a custom tf.js loop with patches for wrong or missing gradients. */
const REFERENCE = 'tfjs-wasm-patched-loop'
const OURS = { cpu: 'netloom-wasm', webgpu: 'netloom-webgpu' }
/** Number of warm-up steps, and the target milliseconds of one measurement slot. */
const WARM = 3
const SLOT_MS = 250
/** Maximum spread of a ratio: (largest - smallest) / median. */
const SPREAD = 0.3

/**
 * Runs the selected pairs and returns all results; calls `onResult` after each pair, so that a later failure loses
 * nothing.
 */
export async function contest(arena, entries, { rounds, wanted, onResult }) {
  const results = []
  for (const task of await arena.tasks()) {
    const own = entries.filter((entry) => entry.task === task.name)
    const rivals = own.filter((entry) => !Object.values(OURS).includes(entry.peer) && wanted(entry))
    if (rivals.length === 0) continue
    const reference = await lossesOf(arena, REFERENCE, task.name)
    for (const tier of ['cpu', 'webgpu']) {
      const against = rivals.filter((rival) => rival.tier === tier)
      if (against.length === 0 || !own.some(({ peer }) => peer === OURS[tier])) continue
      const ours = await opened(arena, OURS[tier], task.name, reference)
      for (const rival of against) {
        const result = { task: task.name, tier, peer: rival.peer, title: rival.title, load: arena.load() }
        results.push({ ...result, ...(await pair(arena, { ours, rival, task, reference, rounds })) })
        onResult(results.at(-1))
        console.log(line(results.at(-1)))
      }
      await ours.close?.()
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

/**
 * Opens an engine on a task and compares its losses with the reference; returns the engine, or the reason why it is
 * disqualified.
 */
async function opened(arena, peer, task, reference) {
  let one
  try {
    one = await arena.open(peer, task)
    const difference = agreement(await one.losses(AGREE_STEPS), reference)
    return { ...one, difference, ...(difference <= AGREE ? {} : { leaves: difference.toExponential(1) }) }
  } catch (error) {
    await one?.close()
    return { fails: String(error.message).split('\n')[0] }
  }
}

async function pair(arena, { ours, rival, task, reference, rounds }) {
  if (ours.fails) return { void: `ours fails: ${ours.fails}` }
  if (ours.leaves) return { void: `our losses differ from the reference by ${ours.leaves}` }
  const theirs = await opened(arena, rival.peer, task.name, reference)
  if (theirs.fails) return { void: `fails: ${theirs.fails}` }
  try {
    if (theirs.leaves && !rival.ownOptimizer)
      return { void: `its losses differ from the reference by ${theirs.leaves}` }
    const { times, ratios } = await compareTimes(ours, theirs, rounds)
    const ratio = median(ratios)
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
    const spread = (most - least) / ratio
    return {
      oursMs: median(times.ours),
      theirsMs: median(times.theirs),
      ratio,
      least,
      most,
      rounds,
      gflops: task.flops / median(times.ours) / 1e6,
      agreed: ours.difference,
      ...(rival.ownOptimizer ? {} : { difference: theirs.difference }),
      openMs: { ours: ours.openMs, theirs: theirs.openMs },
      ...(spread > SPREAD ? { refused: `spread of ${Math.round(100 * spread)}%` } : {}),
    }
  } catch (error) {
    return { void: `broke: ${String(error.message).split('\n')[0]}` }
  } finally {
    await theirs.close()
  }
}

/** Runs rounds in the order A B B A, so that drift in the machine's speed affects both engines equally. */
async function compareTimes(ours, theirs, rounds) {
  const [mine, its] = [await stepsPerSlot(ours), await stepsPerSlot(theirs)]
  const times = { ours: [], theirs: [] }
  const ratios = []
  for (let round = 0; round < rounds; round++) {
    const a1 = await slot(ours, mine)
    const b1 = await slot(theirs, its)
    const b2 = await slot(theirs, its)
    const a2 = await slot(ours, mine)
    times.ours.push(a1, a2)
    times.theirs.push(b1, b2)
    ratios.push((b1 + b2) / (a1 + a2))
  }
  return { times, ratios }
}

/** The number of steps per slot, estimated from the time of a few steps. */
async function stepsPerSlot(one) {
  await one.time(WARM)
  let steps = 1
  for (;;) {
    const ms = await one.time(steps)
    if (ms >= SLOT_MS / 2) return Math.max(1, Math.round((steps * SLOT_MS) / ms))
    steps = ms < 20 ? steps * 8 : Math.ceil((steps * SLOT_MS) / ms)
  }
}

/** Time per step in ms. */
async function slot(one, steps) {
  return (await one.time(steps)) / steps
}

/** The largest relative difference between two loss curves. */
function agreement(losses, reference) {
  return losses.reduce(
    (most, loss, i) => Math.max(most, Math.abs(loss - reference[i]) / Math.max(Math.abs(reference[i]), 1e-3)),
    losses.length === reference.length ? 0 : Number.NaN,
  )
}

function line({ task, peer, oursMs, theirsMs, ratio, least, most, refused, ...rest }) {
  const outcome = rest.void
    ? `void: ${rest.void}`
    : `${theirsMs.toFixed(3)} ms, ours ${oursMs.toFixed(3)} ms: ratio ${ratio.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})${refused ? `, refused: ${refused}` : ''}`
  return `${task.padEnd(12)} ${peer.padEnd(24)} ${outcome}`
}
