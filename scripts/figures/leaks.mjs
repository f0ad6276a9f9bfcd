/** @file Leaks: starts and stops a thousand runs and compares the resources in use before and after. */

const CYCLES = { wasm: 1000, webgpu: 100 }

/** Starts and stops runs; the numbers of tensors, bytes, workers, and GPU buffers must not grow after the first few. */
export async function leaks(lab, backend) {
  const studio = await lab.studio({ gpu: backend === 'webgpu', prepare: countBuffers })
  await studio.template('moons-mlp')
  await studio.run('plan.set', { epochs: 10_000 })
  await cycles(studio, backend, 20)
  const before = await resources(studio)
  await cycles(studio, backend, CYCLES[backend])
  const after = await resources(studio)
  await studio.close()
  const level = Object.keys(before).every((what) => after[what] === before[what])
  const words = Object.keys(before).map((what) => `${what} ${before[what]} → ${after[what]}`)
  return { said: `${CYCLES[backend]} runs: ${words.join(', ')}`, reached: level, before, after }
}

/** Starts and stops runs from inside the page. */
function cycles({ page }, backend, times) {
  return page.evaluate(
    async ([on, n]) => {
      for (let i = 0; i < n; i++) {
        await window.netloom.run('run.start', { backend: on })
        await window.netloom.run('run.stop')
      }
    },
    [backend, times],
  )
}

async function resources({ run, page }) {
  const { tensors, bytes } = await run('machine.memory')
  const buffers = await Promise.all(
    page.workers().map((worker) => worker.evaluate(() => globalThis.figureBuffers ?? 0)),
  )
  return { tensors, bytes, workers: page.workers().length, 'GPU buffers': buffers.reduce((sum, one) => sum + one, 0) }
}

/** Prepends code that counts created and destroyed GPU buffers to the script of each training worker. */
async function countBuffers(page) {
  await page.route(/trainer\.worker[^/]*\.js$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `(${counting})();${await response.text()}` })
  })
}

function counting() {
  globalThis.figureBuffers = 0
  const device = globalThis.GPUDevice?.prototype
  const buffer = globalThis.GPUBuffer?.prototype
  if (!device || !buffer) return
  const { createBuffer } = device
  const { destroy } = buffer
  const open = new WeakSet()
  device.createBuffer = function (...of) {
    const made = createBuffer.apply(this, of)
    open.add(made)
    globalThis.figureBuffers++
    return made
  }
  buffer.destroy = function () {
    if (open.delete(this)) globalThis.figureBuffers--
    destroy.apply(this)
  }
}
