/**
 * @file Tests the menu of the project: a new project without layers is one click away, and a copied link says first what
 * it does not contain.
 */
import { expect, onTestFinished, test, vi } from 'vitest'
import { expectDefined } from '../../base/assert'
import { schemaOf } from '../../compile/dataset-of-project'
import { byteSize } from '../../messages/format'
import { memoryStorage } from '../../storage/open-storage'
import type { FileContents } from '../../studio/project/project-rows'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../testing/render.test-help'
import { DialogsProvider } from './dialogs-context'
import { LessonShare } from './lesson-share'
import LinkPreview from './link-preview'
import OpenDialog from './open-dialog'
import { ProjectMenu } from './project-menu'
import LateServices from './late-services'

test('a new blank project is the first entry', async () => {
  const netloom = await openTestStudio('digits-cnn')
  onTestFinished(() => netloom.close())
  const before = netloom.app().project.id
  await render(
    <DialogsProvider value={() => undefined}>
      <ProjectMenu anchor={document.body} onClose={() => undefined} />
    </DialogsProvider>,
    netloom,
  )
  const [first] = document.querySelectorAll('[role="menuitem"]')
  expect(first?.textContent).toBe('New blank project')
  await click(find('[role="menuitem"]', 'New blank project'))
  await expect.poll(() => settle(() => netloom.app().project.id)).not.toBe(before)
  expect(netloom.app().project.drawing.nodes.every(({ kind }) => kind === 'input' || kind === 'output')).toBe(true)
})

test('This machine opens from the menu, unless a lesson hides it', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await render(
    <DialogsProvider value={() => undefined}>
      <ProjectMenu anchor={document.body} onClose={() => undefined} />
    </DialogsProvider>,
    netloom,
  )
  const [machine] = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].filter(({ textContent }) =>
    textContent.startsWith('This machine'),
  )
  await click(expectDefined(machine, 'the entry'))
  await expect.poll(() => settle(() => netloom.app().room)).toBe('machine')
  await settle(() => netloom.run('lesson.set', { lesson: { goal: 'g', hides: { pages: ['machine'] } } }))
  await settle(() => netloom.run('lesson.preview', { on: true }))
  expect(texts('[role="menuitem"]').filter((title) => title.startsWith('This machine'))).toEqual([])
})

test('a copied link says how long its address is, and first what it does not contain', async () => {
  const netloom = await openTestStudio('digits-cnn')
  onTestFinished(() => netloom.close())
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  onTestFinished(() => writeText.mockRestore())
  await render(
    <DialogsProvider value={() => undefined}>
      <ProjectMenu anchor={document.body} onClose={() => undefined} />
    </DialogsProvider>,
    netloom,
  )
  await click(find('[role="menuitem"]', 'Copy link'))
  await expect.poll(() => netloom.app().notices.length).toBe(1)
  const [address = ''] = writeText.mock.calls[0] ?? []
  expect(address).toContain('#project=')
  const { text = '' } = netloom.app().notices[0] ?? {}
  expect(text.replace(',', '')).toContain(`(${address.length} characters). Models are not included.`)
})

const refuseToCopy = () => {
  const refused = vi
    .spyOn(navigator.clipboard, 'writeText')
    .mockRejectedValue(new DOMException("Failed to execute 'writeText'"))
  onTestFinished(() => refused.mockRestore())
}

test('where the browser does not allow copying, the link is in a field to copy it from', async () => {
  refuseToCopy()
  const netloom = await openTestStudio('digits-cnn')
  onTestFinished(() => netloom.close())
  const opened: unknown[] = []
  await render(
    <DialogsProvider value={(name) => opened.push(name)}>
      <ProjectMenu anchor={document.body} onClose={() => undefined} />
    </DialogsProvider>,
    netloom,
  )
  await click(find('[role="menuitem"]', 'Copy link'))
  await expect.poll(() => opened).toContain('link')
  expect(netloom.app().notices).toEqual([])
  await render(<OpenDialog name="link" />, netloom)
  const field = () => document.querySelector<HTMLTextAreaElement>('textarea[readonly]')?.value
  await expect.poll(() => settle(field)).toContain('#project=1.')
  expect(document.body.textContent).toContain('The browser did not allow copying.')
})

test('the link of a lesson on own data says at both ends that the project file is needed too', async () => {
  const netloom = await openTestStudio('digits-cnn')
  onTestFinished(() => netloom.close())
  const schema = {
    ...expectDefined(schemaOf(netloom.app().project.data), 'the schema'),
    id: 'own-1',
    title: 'Signs',
    rows: 62,
  }
  netloom.studio.store.setState(({ project }) => ({
    project: { ...project, data: { dataset: 'own-1', version: 'a'.repeat(64), schema } },
  }))
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  onTestFinished(() => writeText.mockRestore())
  await render(<LessonShare isReady />, netloom)
  const status = () => find('[role="status"]').textContent
  await click(find('button', 'Copy link'))
  await expect.poll(() => settle(status)).toContain('It does not contain the 62 images of "Signs".')
  expect(status()).toContain('Also send learners the project file with its data.')
  find('button', 'Export project file with data')

  const [address = ''] = writeText.mock.calls[0] ?? []
  await render(<LinkPreview fragment={address.slice(address.indexOf('#'))} onClose={() => undefined} />, netloom)
  await expect
    .poll(() => settle(() => document.body.textContent))
    .toContain('To train, import the project file (.netloom.zip) from the sender.')
  refuseToCopy()
  await click(find('button', 'Copy link'))
  await expect.poll(() => settle(status)).toContain('Select the text and copy it.')
  expect(find<HTMLTextAreaElement>('textarea').value).toBe(address)

  // In the export dialog, the switch for the rows is above the lists, where it is in view.
  await render(<OpenDialog name="export" />, netloom)
  const rowSwitch = () => document.querySelector('[role="switch"]')
  await expect.poll(() => settle(rowSwitch)).not.toBeNull()
  const list = find('li', 'its title and version, "Signs"')
  expect(rowSwitch()?.compareDocumentPosition(list)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
})

test('collected images are part of the project file unless they are switched off; its dialog says their size', async () => {
  const netloom = await openTestStudio('blank', Promise.resolve(memoryStorage()))
  onTestFinished(() => netloom.close())
  const dataset = await netloom.run<string>('data.collect', { title: 'Hands', size: 28, classes: ['rock', 'paper'] })
  const picture = (label: string) => ({ image: new Uint8Array(784).fill(7), class: label, from: 'camera', time: 1 })
  await netloom.run('collect.add', { dataset, rows: [picture('rock'), picture('paper')] })
  await netloom.run('data.use', { dataset })
  await render(<OpenDialog name="export" />, netloom)
  const save = () => texts('button').filter((text) => text.startsWith('Export'))
  await expect.poll(() => settle(save)).toEqual(['Export with data'])
  const { bytes = 0 } = await netloom.run<FileContents>('project.carries')
  expect(document.body.textContent).toContain(`Include all 2 rows (${byteSize(bytes)})`)
  expect(texts('[role="status"]').join()).toContain('2 images are included, 2 from the camera.')
  await click(find('[role="switch"]'))
  expect(save()).toEqual(['Export'])
})

test('what was announced about a network is gone in another project', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  await render(<LateServices />, netloom)
  const announced = () => settle(() => document.querySelector('[data-announcer]')?.textContent)
  await netloom.run('graph.add', { kind: 'dense' })
  await expect.poll(announced).toContain('Dense')
  await netloom.run('project.new', { template: 'moons-mlp' })
  await expect.poll(announced).toBe('')
})

test('what was announced about an epoch is gone when its run ends', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await render(<LateServices />, netloom)
  const { store } = netloom.studio
  const announced = () => settle(() => document.querySelector('[data-announcer]')?.textContent)
  const facts = { id: 'r', drawingVersion: 1, step: 10, steps: 40, history: [{ epoch: 1, loss: 0.5 }] }
  const training = (epoch: number) => ({ run: { ...facts, tag: 'training', epoch } }) as never
  // Epochs are announced at most every 15 seconds.
  const now = vi.spyOn(performance, 'now')
  onTestFinished(() => now.mockRestore())
  const time = performance.now()
  await settle(() => store.setState(training(1)))
  now.mockReturnValue(time + 60_000)
  await settle(() => store.setState(training(2)))
  await expect.poll(announced).toContain('0.5')
  await settle(() => store.setState({ run: { ...facts, tag: 'done', why: 'finished', epoch: 2 } } as never))
  expect(await announced()).toBe('')
})
