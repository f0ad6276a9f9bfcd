import { test } from 'vitest'
import { openBackend } from './backends/open'
import { openNetwork } from './network'
import { plainStep } from './plain-step'
import './testing/node-wasm'
import { chain } from './testing/nets'
import { tf } from './tf'
const N = 512
const digits = {
  schema: {
    id: 'd',
    title: 'd',
    kind: 'images',
    columns: [
      { name: 'image', type: 'image', height: 28, width: 28, channels: 1 },
      { name: 'label', type: 'category', values: [...'0123456789'] },
    ],
    rows: N,
    testRows: 0,
    target: 'label',
    ignore: [],
  },
  columns: [
    { type: 'image', pixels: Uint8Array.from({ length: N * 784 }, (_, i) => (i * 7919) % 256) },
    { type: 'category', codes: Int16Array.from({ length: N }, (_, i) => i % 10) },
  ],
} as const
test('speed', async () => {
  await openBackend('wasm')
  const C = { kernel_size: [3, 3], activation: 'relu', kernel_initializer: 'glorot_uniform' }
  const m = chain(
    [28, 28, 1],
    [
      ['Conv2D', { ...C, filters: 16 }],
      ['MaxPooling2D', { pool_size: [2, 2] }],
      ['Conv2D', { ...C, filters: 32 }],
      ['MaxPooling2D', { pool_size: [2, 2] }],
      ['Dropout', { rate: 0.25 }],
      ['Flatten', {}],
      ['Dense', { units: 10, activation: 'softmax', kernel_initializer: 'glorot_uniform' }],
    ],
  )
  const net = await openNetwork(m, 1)
  const job = {
    pipeline: {
      inputs: [{ label: 'i', kind: 'image', column: 'image', shape: [28, 28, 1], scale: 1 / 255 }],
      outputs: [{ label: 'o', kind: 'classes', column: 'label', labels: [...'0123456789'] }],
    },
    heads: [{ label: 'o', loss: { class_name: 'categoricalCrossentropy', config: {} }, weight: 1 }],
    optimizer: { class_name: 'Adam', config: {} },
  } as const
  for (const batch of [64, 128]) {
    const eng = plainStep(net, job, digits as never)
    const rows = Uint32Array.from({ length: batch }, (_, i) => i)
    for (let i = 0; i < 5; i++) {
      eng.step(rows, 0.001)
      await eng.read()
    }
    const ts: number[] = []
    for (let i = 0; i < 20; i++) {
      const t = performance.now()
      eng.step(rows, 0.001)
      await eng.read()
      ts.push(performance.now() - t)
    }
    ts.sort((a, b) => a - b)
    console.log('batch', batch, 'median ms', ts[10], 'min', ts[0])
    // profile
    const e = tf.engine() as unknown as { backend: object }
    const times = new Map<string, [number, number]>()
    const names = tf.getKernelsForBackend('wasm')
    for (const k of names) {
      const orig = k.kernelFunc
      tf.unregisterKernel(k.kernelName, 'wasm')
      tf.registerKernel({
        ...k,
        setupFunc: undefined as never,
        kernelFunc: (c) => {
          const t = performance.now()
          const r = orig(c)
          const d = performance.now() - t
          const v = times.get(k.kernelName) ?? [0, 0]
          v[0] += d
          v[1]++
          times.set(k.kernelName, v)
          return r
        },
      })
    }
    for (let i = 0; i < 10; i++) {
      eng.step(rows, 0.001)
      await eng.read()
    }
    for (const k of names) {
      tf.unregisterKernel(k.kernelName, 'wasm')
      tf.registerKernel({ ...k, setupFunc: undefined as never })
    }
    console.log(
      [...times]
        .sort((a, b) => b[1][0] - a[1][0])
        .slice(0, 14)
        .map(([n, [t, c]]) => `${n} ${(t / 10).toFixed(2)}ms x${c / 10}`)
        .join('\n'),
    )
    eng.close()
    const t = performance.now()
    await eng.evaluate(Uint32Array.from({ length: 256 }, (_, i) => i))
    console.log('eval 256', performance.now() - t)
  }
})
