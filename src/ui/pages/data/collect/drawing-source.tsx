/** @file Pad source: images drawn by the user, framed like those of the drawing pad on the canvas. */
import { collectText } from '../../../../messages/en/collect'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Device, ImageSize } from '../../../../data/collected-classes'
import { Button } from '../../../kit/button'
import { frameFor, strokesToImage, type Stroke } from '../../../network/node-faces/strokes-to-image'
import { grayToChannels } from '../../../network/node-faces/drawing-pad-face'
import { usePenStrokes, clearCanvas } from '../../../network/node-faces/use-pen-strokes'
import styles from './collect.module.css'
import type { Sample } from './use-batches'

const text = collectText.pad

export interface SourceProps {
  readonly form: ImageSize
  /** The class to which images are added; undefined if there is no class. */
  readonly label: string | undefined
  readonly onSample: (sample: Sample, group?: string) => void
}

const SIDE = 240
const DEVICE: Readonly<Record<string, Device>> = { pen: 'tablet', touch: 'touch', mouse: 'mouse' }

export function PadSource({ form: { side, channels }, label, onSample }: SourceProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const strokes = useRef<number[][]>([])
  const device = useRef<Device>('mouse')
  const [drawn, setDrawn] = useState(false)
  const handlers = usePenStrokes({ width: SIDE, height: SIDE, pen: 18 }, canvas, strokes, (pointer) => {
    device.current = DEVICE[pointer] ?? 'mouse'
    setDrawn(true)
  })
  const clear = () => {
    strokes.current = []
    clearCanvas(canvas.current)
    setDrawn(false)
  }
  const add = () => {
    if (!drawn || label === undefined) return
    const ink = strokesToImage(strokes.current as readonly Stroke[], frameFor(side, side, ''))
    const pixels = Uint8Array.from(channels === 1 ? ink : grayToChannels(ink, channels), Math.round)
    onSample({ pixels, from: 'pad', device: device.current })
    clear()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLButtonElement) return
    if (event.key === 'Enter') add()
    if (event.key === 'Escape') clear()
  }
  return (
    <div className={styles.source}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pointer draws on it, and Enter adds the drawing */}
      <section className={styles.screen} tabIndex={0} aria-label={text.label} onKeyDown={onKeyDown}>
        <canvas
          ref={canvas}
          width={SIDE * 2}
          height={SIDE * 2}
          role="img"
          data-part="collect-pad"
          aria-label={label === undefined ? text.draw : text.drawClass({ label })}
          {...handlers}
        />
      </section>
      <div className={styles.tools}>
        <Button tone="primary" disabled={!drawn || label === undefined} onClick={add}>
          {text.add}
        </Button>
        <Button disabled={!drawn} onClick={clear}>
          {text.clear}
        </Button>
      </div>
    </div>
  )
}
