/** @file Pad source: samples drawn by hand, framed as the pad of the canvas frames them. */
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Device, PictureForm } from '../../../../data/buckets'
import { Button } from '../../../kit/button'
import { frameFor, inkOf, type Stroke } from '../../../network/faces/ink'
import { spread } from '../../../network/faces/pad-face'
import { useInk, wipe } from '../../../network/faces/use-ink'
import styles from './collect.module.css'
import type { Sample } from './use-batches'

export interface SourceProps {
  readonly form: PictureForm
  /** The class that samples are added to; undefined while there is none. */
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
  const handlers = useInk({ width: SIDE, height: SIDE, pen: 18 }, canvas, strokes, (pointer) => {
    device.current = DEVICE[pointer] ?? 'mouse'
    setDrawn(true)
  })
  const clear = () => {
    strokes.current = []
    wipe(canvas.current)
    setDrawn(false)
  }
  const add = () => {
    if (!drawn || label === undefined) return
    const ink = inkOf(strokes.current as readonly Stroke[], frameFor(side, side, ''))
    const pixels = Uint8Array.from(channels === 1 ? ink : spread(ink, channels), Math.round)
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: drawn on with a pointer, then added by Enter */}
      <section className={styles.screen} tabIndex={0} aria-label="Drawing pad" onKeyDown={onKeyDown}>
        <canvas
          ref={canvas}
          width={SIDE * 2}
          height={SIDE * 2}
          role="img"
          data-part="collect-pad"
          aria-label={label === undefined ? 'Draw here' : `Draw "${label}" here`}
          {...handlers}
        />
      </section>
      <div className={styles.tools}>
        <Button tone="primary" disabled={!drawn || label === undefined} onClick={add}>
          Add
        </Button>
        <Button disabled={!drawn} onClick={clear}>
          Clear
        </Button>
      </div>
    </div>
  )
}
