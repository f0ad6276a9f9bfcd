/** @file Tests that the camera mirrors images alike while they are collected and while a service predicts them. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../../studio/testing/studio-fixture'
import { click, find, render } from '../../../testing/render.test-help'
import CameraFeed from '../../operate/service-diagram/camera-feed'
import { CameraSource } from './image-sources'

const image = { name: 'image', datatype: 'UINT8', shape: [-1, 28, 28, 1] }
const meta = { name: 'model', version: '1', inputs: [], outputs: [], table: [image] }
const mirroring = (root: HTMLElement) => root.querySelector('video')?.dataset.mirrored

test('a service sees camera images as mirrored as they were collected', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  onTestFinished(() => localStorage.clear())
  const collect = () =>
    render(
      <CameraSource form={{ side: 28, channels: 1 }} label="left" onSample={() => {}} onRecorded={() => {}} />,
      netloom,
    )
  const first = await collect()
  expect(mirroring(first)).toBe('yes')
  expect(mirroring(await render(<CameraFeed meta={meta} image={image} />, netloom))).toBe('yes')

  await click(find('[role="switch"]'))
  expect(mirroring(first)).toBe('no')
  expect(mirroring(await render(<CameraFeed meta={meta} image={image} />, netloom))).toBe('no')
  expect(mirroring(await collect())).toBe('no')
})
