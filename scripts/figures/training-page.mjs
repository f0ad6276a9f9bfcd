/**
 * @file Figures of the page during training: time to the first step, frame times, and time from a pen stroke to the
 * prediction.
 */
import { beginFrames, endFrames, frameFacts, median, ms, quantile } from './times.mjs'

const WATCHED_MS = 6000
const STROKES = 30
/** Enough epochs that the run outlasts the measurement. */
const LONG = { epochs: 500 }

/** Frame times during 6 s of training with one page open. */
export async function framesInTraining(lab, room) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  await studio.run('plan.set', LONG)
  await studio.run('run.start', { backend: 'wasm' })
  await studio.run('room.open', { room })
  await studio.page.waitForTimeout(1500)
  await beginFrames(studio.page)
  await studio.page.waitForTimeout(WATCHED_MS)
  const { said, numbers } = frameFacts(await endFrames(studio.page))
  await studio.close()
  return { said, ...numbers }
}

/**
 * Time from a click on Train to the first step, on a new page and with a warm worker; `mostMs` is the goal for the new
 * page.
 */
export async function firstStep(lab, backend, mostMs) {
  const studio = await lab.studio({ gpu: backend === 'webgpu' })
  await studio.template('digits-cnn')
  await studio.run('machine.choose', { backend })
  const click = () =>
    studio.page.evaluate(async () => {
      const train = [...document.querySelectorAll('button')].find(
        ({ textContent, disabled }) => textContent.trim() === 'Train' && !disabled,
      )
      if (!train) throw new Error('no Train button')
      const began = performance.now()
      train.click()
      const { run } = await window.netloom.when(
        (s) => s.run.tag === 'failed' || (s.run.tag === 'training' && s.run.step > 0),
        { timeoutMs: 300_000 },
      )
      return { time: performance.now() - began, on: run.backend ?? run.why, adapter: run.adapter, engine: run.engine }
    })
  const first = await click()
  if (first.on !== backend) throw new Error(`trained on ${first.on}`)
  await studio.run('run.stop')
  const again = await click()
  await studio.close()
  const said = `${ms(first.time)} on a new page, ${ms(again.time)} the second time (${first.engine})`
  return {
    said,
    ...(mostMs ? { reached: first.time <= mostMs } : {}),
    first: first.time,
    again: again.time,
    engine: first.engine,
    ...(first.adapter ? { adapter: first.adapter } : {}),
  }
}

/** Steps per second in the steady state, on the Build page. */
export async function stepsPerSecond(lab) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  await studio.run('plan.set', LONG)
  await studio.run('run.start', { backend: 'wasm' })
  const reach = (step) =>
    studio.page.evaluate(
      (wanted) =>
        window.netloom
          .when((s) => s.run.step >= wanted, { timeoutMs: 120_000 })
          .then(({ run }) => ({ step: run.step, at: performance.now() })),
      step,
    )
  const from = await reach(30)
  const to = await reach(230)
  await studio.close()
  const rate = ((to.step - from.step) / (to.at - from.at)) * 1000
  return { said: `${rate.toFixed(0)} steps/s, ${ms(1000 / rate)} each`, stepsPerSecond: rate }
}

/** Time from a pointer move on the pad to the change of the output node, both idle and while training. */
export async function penLatency(lab) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  await studio.train({ backend: 'wasm' })
  const rest = await strokes(studio.page)
  await studio.run('plan.set', LONG)
  await studio.run('run.start', { backend: 'wasm' })
  const training = await strokes(studio.page)
  await studio.close()
  const words = (times) => `${ms(median(times))} (95% within ${ms(quantile(times, 0.95))})`
  const said = `${words(rest)} when idle, ${words(training)} while training; at most ten predictions per second`
  return { said, rest: median(rest), training: median(training), n: STROKES }
}

/** Moves the pen in small strokes, each after the previous prediction and a pause. */
async function strokes(page) {
  const pad = await page.getByRole('img', { name: /draw/i }).boundingBox()
  const place = (i) => [pad.x + pad.width * (0.3 + 0.4 * ((i * 7) % 10) * 0.1), pad.y + pad.height * (0.2 + i * 0.02)]
  await page.mouse.move(...place(0))
  await page.mouse.down()
  const times = []
  for (let i = 0; i < STROKES; i++) {
    const answered = page.evaluate(
      () =>
        new Promise((resolve) => {
          const output = document.querySelector('[data-kind="output"]')
          window.addEventListener(
            'pointermove',
            () => {
              const began = performance.now()
              const seen = new MutationObserver(() => {
                seen.disconnect()
                resolve(performance.now() - began)
              })
              seen.observe(output, { subtree: true, childList: true, characterData: true, attributes: true })
              setTimeout(() => resolve(undefined), 5000)
            },
            { once: true, capture: true },
          )
        }),
    )
    // During training, predictions also update by themselves; a stroke that no update follows is skipped.
    await page.mouse.move(...place(i + 1))
    const time = await answered
    if (time !== undefined) times.push(time)
    await page.waitForTimeout(180)
  }
  await page.mouse.up()
  return times
}
