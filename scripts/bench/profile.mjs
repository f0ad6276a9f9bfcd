/** @file The profile of a training step: the slowest ops of a task, with their compute and memory throughput. */

/**
 * Prints the profile of our engines on a task, slowest ops first; ops of the same kind in the same layer are summed.
 */
export async function printProfile(arena, entries, task) {
  for (const { peer } of entries.filter((entry) => entry.task === task && entry.peer.startsWith('netloom'))) {
    const one = await arena.open(peer, task)
    await one.time(3)
    const ops = await one.profile()
    await one.close()
    const all = ops.reduce((sum, { ms }) => sum + ms, 0)
    console.log(`\n${task}, ${peer}: ${ops.length} ops, ${all.toFixed(3)} ms`)
    for (const { name, ms, flops, bytes, count } of summed(ops).slice(0, MOST)) {
      const rates = `${(flops / ms / 1e6).toFixed(1).padStart(7)} GFLOP/s ${(bytes / ms / 1e6).toFixed(2).padStart(7)} GB/s`
      console.log(
        `${ms.toFixed(4).padStart(9)} ms ${`${Math.round((100 * ms) / all)}%`.padStart(5)} ${rates}  ${count} × ${name}`,
      )
    }
  }
}

const MOST = 24

function summed(ops) {
  const sums = new Map()
  for (const { layer, phase, op, ms, flops, bytes } of ops) {
    const name = `${phase} ${op} ${layer}`
    const sum = sums.get(name) ?? { name, ms: 0, flops: 0, bytes: 0, count: 0 }
    sums.set(name, {
      name,
      ms: sum.ms + ms,
      flops: sum.flops + flops,
      bytes: sum.bytes + bytes,
      count: sum.count + 1,
    })
  }
  return [...sums.values()].sort((a, b) => b.ms - a.ms)
}
