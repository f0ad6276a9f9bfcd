/** @file Tests the preprocessing steps of a column by keyboard: selected, moved, edited, removed, and undone. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStudio, type TestStudio } from '../../../../studio/testing/studio-fixture'
import { BoardProvider } from '../../../canvas/board-context'
import { NodePanel } from '../../../inspector/node-panel'
import { networkCatalog } from '../../../network/network-catalog'
import { openPage } from '../../../shell/open-page'
import { useSelect } from '../../../studio-context'
import { click, find, focus, press, render, settle, texts } from '../../../testing/render.test-help'
import PrepareTab from '../prepare-tab'
import { useUndoScope } from '../undo/use-undo-scope'

const TABLE = 'price,remark,kind\n'.concat(
  ...Array.from({ length: 40 }, (_, i) => `${i * 3},${i % 3 ? 'fine' : 'bad'} thing ${i % 5},${i % 2 ? 'a' : 'b'}\n`),
)

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openTestStudio('blank')
  await netloom.run('data.bring', { files: [{ path: 'prices.csv', text: TABLE }], title: 'Prices' })
  await netloom.when(({ data }) => data.loaded)
})
afterEach(() => netloom.close())

function Tab() {
  const data = useSelect((state) => state.data)
  useUndoScope('')
  return data.tag === 'ready' ? (
    <PrepareTab dataset={data.dataset} split={data.split} def={{ schema: data.schema } as never} />
  ) : null
}

/** Undoes a step, as the shortcut and the button in the header do. */
const undo = () => settle(() => openPage.getState().history?.undo())
const chips = () => texts('ol[aria-label="Steps in order"] button')
const chip = (title: string) => find('ol[aria-label="Steps in order"] button', title)

test('steps are moved, selected, and removed by keyboard, and the focus stays on the step', async () => {
  await netloom.run('data.prepare', {
    column: 'price',
    steps: [{ kind: 'clip' }, { kind: 'standardize' }],
  })
  await render(<Tab />, netloom)
  expect(chips()).toEqual(['Clip', 'Standardize'])
  await focus(chip('Clip'))
  await press('ArrowRight', { altKey: true })
  expect(chips()).toEqual(['Standardize', 'Clip'])
  expect(document.activeElement).toBe(chip('Clip'))
  await press('ArrowRight', { altKey: true })
  expect(chips()).toEqual(['Standardize', 'Clip'])
  await press('ArrowLeft', { altKey: true })
  expect(chips()).toEqual(['Clip', 'Standardize'])
  await press('ArrowRight')
  expect(document.activeElement).toBe(chip('Standardize'))
  await press('Enter')
  expect(chip('Standardize').getAttribute('aria-pressed')).toBe('true')
  await press('ArrowLeft')
  await press('Delete')
  expect(chips()).toEqual(['Standardize'])
  await undo()
  expect(chips()).toEqual(['Clip', 'Standardize'])
  await click(find('button', 'Use default steps'))
  expect(chips()).toEqual(['Standardize'])
})

test('the buttons of a step move it within the list, and several presses in its field are one undo step', async () => {
  await netloom.run('data.prepare', { column: 'price', steps: [{ kind: 'clip' }, { kind: 'standardize' }] })
  await render(<Tab />, netloom)
  const form = find('fieldset')
  const [earlier, later, remove] = [...form.querySelectorAll('button')]
  expect(earlier?.disabled).toBe(true)
  const low = find<HTMLInputElement>('input', 'Lower quantile')
  const before = low.value
  await focus(low)
  for (let i = 0; i < 3; i++) await press('ArrowUp')
  expect(low.value).toBe('0.04')
  await undo()
  expect(find<HTMLInputElement>('input', 'Lower quantile').value).toBe(before)
  if (!later || !remove) throw new Error('a step has three buttons')
  await click(later)
  expect(chips()).toEqual(['Standardize', 'Clip'])
  await click(remove)
  expect(chips()).toEqual(['Standardize'])
})

test('a step that the network needs cannot be removed, and says why', async () => {
  await render(<Tab />, netloom)
  await click(find('ul button', [...texts('ul button')].find((text) => text.startsWith('remark')) ?? ''))
  const [only = ''] = chips()
  await focus(chip(only))
  await press('Delete')
  expect(chips()).toEqual([only])
  expect(netloom.notices()).toEqual([])
  expect(find('fieldset').textContent).toContain('a network cannot read a category directly')
  expect([...find('fieldset').querySelectorAll('button')].map(({ disabled }) => disabled)).toEqual([true, true, true])
})

test('a number that is predicted can be forecast from its own earlier values, which its input then offers', async () => {
  await netloom.run('data.bring', {
    files: [{ path: 'prices.csv', text: TABLE }],
    options: { target: 'price' },
    project: 'new',
  })
  await netloom.when(({ data }) => data.loaded)
  await render(<Tab />, netloom)
  await click(find('button[class*="choice"]', [...texts('button')].find((text) => text.startsWith('price')) ?? ''))
  await click(find('button', 'Use earlier values as input'))
  await expect.poll(() => settle(chips)).toEqual(['Window', 'Standardize'])
  // A window that includes the value to predict stays visible, with its problem and a fix.
  const steps = () => netloom.app().project.plan.prepare?.price
  await settle(() =>
    netloom.run('data.prepare', { column: 'price', steps: [{ kind: 'window', length: 12 }, { kind: 'standardize' }] }),
  )
  const problems = () => netloom.app().report.diagnostics.map(({ problem, fixes }) => [problem.code, fixes.length])
  expect(problems()).toEqual([['window-has-target', 0]])
  expect(chips()).toEqual(['Window', 'Standardize'])
  expect(find('[role="alert"]').textContent).toContain('includes the value to predict')
  await click(find('button', 'Set offset to 1'))
  expect(steps()?.[0]).toMatchObject({ kind: 'window', horizon: 1 })
  expect(problems()).toEqual([])
  const input = netloom.app().project.drawing.nodes.find(({ kind }) => kind === 'input')
  const panel = await render(
    <BoardProvider board={netloom.studio} catalog={networkCatalog}>
      <NodePanel id={input?.id ?? ''} />
    </BoardProvider>,
    netloom,
  )
  const offered = [...panel.querySelectorAll('fieldset label')].map(({ textContent }) => textContent)
  expect(offered).toContain('price')
  // Without the window, the target would be an input of itself.
  await settle(() => netloom.run('data.prepare', { column: 'price', steps: [{ kind: 'standardize' }] }))
  await settle(() => netloom.run('graph.set', { node: input?.id, params: { columns: ['kind'] } }))
  expect([...panel.querySelectorAll('fieldset label')].map(({ textContent }) => textContent)).not.toContain('price')
})
