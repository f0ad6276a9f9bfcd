/** @file Compares the time and memory estimates for each example with its actual run. */

const EXAMPLES = [
  'moons-mlp',
  'wine-mlp',
  'penguins-mlp',
  'penguins-two-heads',
  'auto-mpg-mlp',
  'auto-mpg-two-inputs',
  'spirals-mlp',
  'digits-cnn',
  'fashion-cnn',
]
const TIME_WITHIN = 0.3
/**
 * Tolerance in seconds for very short runs, where it makes a difference of up to two frames which frame the click falls
 * into.
 */
const FRAMES = 2 / 60
const MEMORY_WITHIN = 0.25

/**
 * Estimates, trains, and compares every example on WASM. The actual memory is what the engine itself counts during
 * training.
 */
export async function forecast(lab) {
  const rows = []
  for (const template of EXAMPLES) {
    const studio = await lab.studio()
    await studio.template(template)
    await studio.run('machine.choose', { backend: 'wasm' })
    const before = (await studio.run('machine.memory')).bytes
    await studio.run('run.forecast')
    await studio.run('run.start')
    const held = (await studio.run('machine.memory')).bytes
    await studio.over()
    const [{ forecast: expected, took }] = (await studio.state()).runs
    rows.push({
      template,
      seconds: took.seconds,
      expected: expected.seconds,
      time: expected.seconds / took.seconds,
      memory: expected.bytes / (held - before),
    })
    await studio.close()
  }
  const off = (ratio) => Math.max(ratio, 1 / ratio) - 1
  const inTime = ({ time, seconds, expected }) => off(time) <= TIME_WITHIN || Math.abs(seconds - expected) <= FRAMES
  const far = (key) => rows.reduce((most, row) => (off(row[key]) > off(most[key]) ? row : most))
  const percent = (ratio) => `${ratio < 1 ? '−' : '+'}${(Math.abs(ratio - 1) * 100).toFixed(0)}%`
  const words = rows.map(
    ({ template, time, seconds }) => `${template} ${percent(time)} of ${seconds.toFixed(seconds < 1 ? 2 : 1)} s`,
  )
  const said = `time: ${words.join(', ')}; memory at most ${percent(far('memory').memory)} (${far('memory').template})`
  const reached = rows.every(inTime) && off(far('memory').memory) <= MEMORY_WITHIN
  return { said, reached, rows }
}
