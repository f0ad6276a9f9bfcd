/** @file Tests what all charts share: the keyboard, the table, the files, and the repainting of live charts. */
import { useEffect, useState } from 'react'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { click, find, press, render, settle, texts } from '../testing/render.test-help'
import { Chart, useLiveSource } from './chart'
import type { ChartData, LiveSource } from './chart-data'
import { layoutOf, pointsWithin } from './chart-layout'
import { chartCsv, chartSvg } from './chart-menu'
import type LivePlotComponent from './live-plot'

const { rendered } = vi.hoisted(() => ({ rendered: { frames: 0, values: [] as number[] } }))
vi.mock('./live-plot', () => ({
  default: function LivePlot({ source, onData }: { source: LiveSource; onData: (data: ChartData) => void }) {
    rendered.frames++
    useEffect(
      () =>
        source.subscribe(() => {
          onData(source.read())
          rendered.values.push(source.read().series[0]?.y[0] as number)
        }),
      [source, onData],
    )
    return null
  },
}))

beforeEach(() => {
  // happy-dom has no layout, and a chart is drawn only once it has a size.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(200)
})
afterEach(() => vi.restoreAllMocks())

const data: ChartData = {
  x: { name: 'Step', format: (step) => `Step ${step}` },
  y: { name: 'Latency', unit: 'ms', format: String },
  series: [
    {
      name: 'P50',
      kind: 'line',
      token: 'data-1',
      x: [1, 2, 3],
      y: [10, Number.NaN, 30],
      low: [9, 0, 29],
      high: [11, 0, 31],
    },
    { name: '=P95', kind: 'points', token: 'data-2', x: [2, 3], y: Float32Array.of(0.1, 40) },
  ],
  marks: [{ axis: 'y', at: 25, text: 'deadline', token: 'bad' }],
}

const reader = () => find<HTMLInputElement>('input[type="range"]')

test('the arrow keys read the values, and Escape ends it', async () => {
  await render(<Chart title="Latency" source={data} height={150} />)
  await vi.waitFor(() => reader(), 20_000)
  expect(reader().getAttribute('aria-label')).toBe('Values of Latency')
  // The label of the y-axis is above the plot, where it covers no tick.
  expect(find('figcaption').textContent).toContain('Latency (ms)')
  await settle(() => reader().focus())
  const read: (string | null)[] = []
  for (const key of ['ArrowRight', 'ArrowRight', 'End', 'ArrowRight', 'Home', 'Escape']) {
    await press(key)
    read.push(reader().getAttribute('aria-valuetext'))
  }
  expect(read).toEqual([
    'Step 1: P50 10',
    'Step 2: =P95 0.10000000149011612',
    ...['Step 3: P50 30, =P95 40', 'Step 3: P50 30, =P95 40'],
    ...['Step 1: P50 10', 'Press an arrow key to read the values.'],
  ])
})

test('choosing an x value by keyboard calls back', async () => {
  const onPick = vi.fn()
  await render(<Chart title="Drift" source={data} height={150} pick={{ label: 'Window', at: 2, onPick }} />)
  await vi.waitFor(() => reader(), 20_000)
  await settle(() => reader().focus())
  await press('ArrowRight')
  expect(onPick).toHaveBeenLastCalledWith(3)
  await press('Home')
  expect(onPick).toHaveBeenLastCalledWith(1)
})

test('Enter opens the point that is read, on a line as well, but not on a line for comparison', async () => {
  const onOpen = vi.fn()
  const points: ChartData = {
    ...data,
    series: [
      { name: 'chance', kind: 'line', look: 'thin', token: 'data-1', x: [1, 2, 3], y: [1, 1, 1] },
      { name: 'points', kind: 'points', token: 'data-2', x: [1, 3], y: [5, 9] },
      { name: 'line', kind: 'line', token: 'data-3', x: [1, 2], y: [2, 2] },
    ],
  }
  await render(<Chart title="Examples" source={points} height={150} onOpen={onOpen} />)
  await vi.waitFor(() => reader(), 20_000)
  await settle(() => reader().focus())
  await press('Enter')
  expect(onOpen).not.toHaveBeenCalled()
  await press('End')
  await press('Enter')
  await press('ArrowLeft')
  await press('Enter')
  expect(onOpen.mock.calls).toEqual([
    [1, 1],
    [2, 1],
  ])
})

const square: ChartData = {
  x: { name: 'x', domain: [0, 10], format: String },
  y: { name: 'y', domain: [0, 10], format: String },
  series: [
    { name: 'a', kind: 'points', token: 'data-1', x: [1, 4, 6, 9], y: [5, 5, 5, 5] },
    { name: 'b', kind: 'points', token: 'data-2', x: [2, 4, 8], y: [9, 6, 1] },
  ],
}

test('Shift and the arrow keys grow a box around points, and another key starts again', async () => {
  const onLasso = vi.fn()
  await render(<Chart title="Map" source={square} height={200} onLasso={onLasso} />)
  await vi.waitFor(() => reader(), 20_000)
  await settle(() => reader().focus())
  await press('ArrowRight')
  await press('ArrowRight')
  await press('ArrowRight')
  // From the point (4, 5), in steps of a twentieth of the plot, here 0.5.
  const selected = () =>
    ((onLasso.mock.lastCall ?? [[]])[0] as { series: number; index: number }[]).map(
      ({ series, index }) => `${'ab'[series]}${index}`,
    )
  await press('ArrowRight', { shiftKey: true })
  expect(selected()).toEqual(['a1'])
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp', 'ArrowUp', 'ArrowUp']) await press(key, { shiftKey: true })
  expect(selected()).toEqual(['a1', 'b1'])
  for (let i = 0; i < 9; i++) await press('ArrowRight', { shiftKey: true })
  for (let i = 0; i < 4; i++) await press('ArrowDown', { shiftKey: true })
  expect(selected()).toEqual(['a1', 'a2'])
  await press('Home')
  await press('ArrowDown', { shiftKey: true })
  expect(selected()).toEqual(['a0'])
})

test('a lasso holds the points within its outline, also where it is not convex', () => {
  const layout = layoutOf(square, { width: 600, height: 200 })
  const at = ([x, y]: readonly [number, number]) => ({ x: layout.x.toPx(x), y: layout.y.toPx(y) })
  const within = (outline: readonly (readonly [number, number])[]) =>
    pointsWithin(square, layout, outline.map(at)).map(({ series, index }) => `${'ab'[series]}${index}`)
  const box = (x0: number, y0: number, x1: number, y1: number) =>
    within([
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
    ])
  for (const [x0, y0, x1, y1] of [
    [0, 0, 10, 10],
    [3, 4, 7, 5.5],
    [1.5, 0.5, 8.5, 9.5],
  ] as const) {
    const inBox = square.series.flatMap((one, series) =>
      Array.from(one.x).flatMap((x, index) => {
        const y = one.y[index] as number
        return x > x0 && x < x1 && y > y0 && y < y1 ? [`${'ab'[series]}${index}`] : []
      }),
    )
    expect(box(x0, y0, x1, y1)).toEqual(inBox)
  }
  // A "U" around (6, 5), which is between its arms.
  expect(
    within([
      [3, 8],
      [5, 8],
      [5, 2],
      [7, 2],
      [7, 8],
      [9.5, 8],
      [9.5, 0.5],
      [3, 0.5],
    ]),
  ).toEqual(['a1', 'a3', 'b1', 'b2'])
})

test('the menu shows the values as a table, which takes the focus', async () => {
  const studio = await openTestStudio('blank')
  onTestFinished(() => studio.close())
  await render(<Chart title="Latency" source={data} height={150} />, studio)
  await vi.waitFor(() => find('button', 'Save Latency or show it as a table'), 20_000)
  await click(find('button', 'Save Latency or show it as a table'))
  await vi.waitFor(() => find('[role="menuitem"]', 'Show as a table'), 20_000)
  expect(texts('[role="menuitem"]')).toEqual(['Save as SVG', 'Save as PNG', 'Save as CSV', 'Show as a table'])
  await click(find('[role="menuitem"]', 'Show as a table'))
  await vi.waitFor(() => find('section[tabindex="0"]', 'Latency'), 20_000)
  expect(texts('tr').map((row) => row.replaceAll('Latency (ms): ', ' '))).toEqual([
    'Step P50 P50, lower end P50, upper end =P95',
    'Step 110911',
    'Step 2000.10000000149011612',
    'Step 330293140',
  ])
})

test('after the table, the plot is measured and drawn again', async () => {
  // A browser reports the size of an element that left the page as 0.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(function (this: HTMLElement) {
    return this.isConnected ? 600 : 0
  })
  const observed = new Map<Element, (entries: readonly never[]) => void>()
  vi.stubGlobal('ResizeObserver', FakeResizeObserver)
  function FakeResizeObserver(this: ResizeObserver, report: (entries: readonly never[]) => void) {
    this.observe = (element) => observed.set(element, report)
    this.disconnect = () => {}
  }
  onTestFinished(() => void vi.unstubAllGlobals())
  const studio = await openTestStudio('blank')
  onTestFinished(() => studio.close())
  await render(<Chart title="Latency" source={data} height={150} />, studio)
  const choose = async (entry: string) => {
    await vi.waitFor(() => find('button', 'Save Latency or show it as a table'), 20_000)
    await click(find('button', 'Save Latency or show it as a table'))
    await vi.waitFor(() => find('[role="menuitem"]', entry), 20_000)
    await click(find('[role="menuitem"]', entry))
    await settle(() => {
      for (const [element, report] of observed) if (!element.isConnected) report([])
    })
  }
  await vi.waitFor(() => reader(), 20_000)
  await choose('Show as a table')
  await vi.waitFor(() => find('section[tabindex="0"]', 'Latency'), 20_000)
  await choose('Show as a chart')
  await vi.waitFor(() => reader(), 20_000)
})

test('CSV has full numbers with units, and no cell that a spreadsheet would run', () => {
  expect(chartCsv(data)).toBe(
    [
      'Step,Latency (ms): P50,"Latency (ms): P50, lower end","Latency (ms): P50, upper end",Latency (ms): =P95',
      '1,10,9,11,',
      '2,,0,0,0.1',
      '3,30,29,31,40',
      '',
    ].join('\r\n'),
  )
  const bars: ChartData = {
    x: { name: '@column', format: String, cell: (x) => (x < 1 ? '=1+1' : 'plain') },
    y: { name: 'Rows', format: String },
    series: [{ name: '', kind: 'bars', token: 'data-1', x: [0.5, 1.5], y: [-3, 4] }],
  }
  expect(chartCsv(bars)).toBe("'@column,Rows\r\n'=1+1,-3\r\nplain,4\r\n")
})

test('the picture has the title, the axis labels with units, the legend, and only plain colors', async () => {
  const svg = await chartSvg('Latency <1>', data, 'dark')
  for (const part of [
    'Latency &lt;1&gt;',
    'Latency (ms)',
    'Step',
    'P50',
    '=P95',
    'deadline',
    'stroke="#75abff"',
    'fill="#1a1e25"',
  ])
    expect(svg).toContain(part)
  expect(svg).not.toContain('var(')
  expect(new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')).toBeNull()
})

let showValue: (value: number) => void

function LiveChart() {
  const [value, setValue] = useState(1)
  showValue = setValue
  const series = [{ name: 'P50', kind: 'line' as const, token: 'data-1', x: [1], y: [value] }]
  return <Chart title="Live" height={150} source={useLiveSource({ ...data, series })} />
}

test('a live chart repaints with new data without being rendered', async () => {
  await render(<LiveChart />)
  await vi.waitFor(() => expect(rendered.frames).toBeGreaterThan(0), 20_000)
  await settle(() => new Promise(requestAnimationFrame))
  const { frames } = rendered
  rendered.values.length = 0
  for (const value of [2, 3]) await settle(() => showValue(value))
  expect(rendered).toMatchObject({ frames, values: [2, 3] })
})

test('a logarithmic axis has ticks for the losses of a run that diverged', async () => {
  const painted: string[] = []
  const context = new Proxy({} as Record<string, unknown>, {
    get: (set, name) => set[String(name)] ?? (name === 'fillText' ? (text: string) => painted.push(text) : () => {}),
    set: (set, name, value) => Reflect.set(set, name, value),
  })
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as unknown as null)
  vi.stubGlobal(
    'Path2D',
    class {
      moveTo() {}
      lineTo() {}
      rect() {}
      arc() {}
      closePath() {}
    },
  )
  onTestFinished(() => void vi.unstubAllGlobals())
  const actual = await vi.importActual<{ default: typeof LivePlotComponent }>('./live-plot')
  const losses = { name: 'Training', kind: 'line', token: 'data-1', x: [1, 2, 3], y: [2.3, 1e9, 1e38] } as const
  const diverged: ChartData = {
    x: { name: 'Step', format: String },
    y: { name: 'Loss', log: true, format: String },
    series: [losses],
  }
  const source = { read: () => diverged, subscribe: () => () => {} }
  await render(<actual.default source={source} size={{ width: 600, height: 200 }} onData={() => {}} />)
  await vi.waitFor(() => expect(painted).toEqual(expect.arrayContaining(['1', '2', '3'])))
  expect(painted).toEqual(expect.arrayContaining(['100M', '1e16', '1e24', '1e32']))
})
