/** @file Tests that the map over a drawing says whether it can be trusted, as the checks of the same explanation do. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { explanationText as text } from '../../messages/en/evaluate/explanations'
import type { RowExplanation } from '../../studio/evaluation/explain-row'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import '../../training/testing/trainer'
import { render, settle } from '../testing/render.test-help'
import { BriefExplanation, LiveMap, Trust } from './row-explanation'

test('the map over the trial input shows the verdict of its checks, or that nothing is found', async () => {
  const netloom = await openTestStudio('shape-kinds-cnn')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { stopWhen: { steps: 30 } })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when(({ run }) => run.tag === 'done')
  await render(<LiveMap left={-20} top={-30} pixel={4} />, netloom)
  for (const row of [0, 1, 2, 3]) {
    await settle(() => netloom.run('trial.row', { row }))
    const { trust, values } = await netloom.run<RowExplanation>('explain.row', { method: 'gradCam' })
    const verdict = values.some((value) => value !== 0)
      ? text.trustOfMap[trust.isSame ? 'same' : trust.level]
      : text.nothing({ method: text.methods.gradCam })
    await vi.waitFor(async () => {
      await settle(() => undefined)
      expect(document.body.textContent).toContain(verdict)
      // In the corner of the pad, wherever the map is.
      const shown = [...document.querySelectorAll('p')].find(({ textContent }) => textContent === verdict)
      const { position, left, top } = shown?.parentElement?.style ?? {}
      expect([position, left, top].map(String)).toEqual(['absolute', '0px', '0px'])
    }, 20_000)
  }
}, 90_000)

test('an explanation without any value says why nothing was found, in place of its checks', async () => {
  const netloom = await openTestStudio('shape-kinds-cnn')
  onTestFinished(() => netloom.close())
  const { studio } = netloom
  const nothing = { method: 'occlusion', class: 'ring', values: [0, 0, 0, 0], shape: [2, 2], score: 1 } as const
  const explanation = { ...nothing, trust: { level: 'unchecked', checks: [] } } as const
  const run = (async (id: string, ...args: never[]) =>
    id === 'explain.row' ? explanation : studio.run(id as never, ...args)) as typeof studio.run
  await render(
    <>
      <BriefExplanation row={0} side={40} of={{ output: 'Kind', class: 'ring' }}>
        {null}
      </BriefExplanation>
      <Trust explanation={explanation} />
    </>,
    { studio: { ...studio, run } },
  )
  const captions = () => [...document.querySelectorAll('figcaption p')].map(({ textContent }) => textContent)
  await expect.poll(() => settle(captions)).toEqual(Array(3).fill(text.nothingInBrief))
  expect(document.body.textContent).toContain('Nothing found by Occlusion. No small change of the example')
  expect(document.body.textContent).not.toContain('Not checked')
})
