/**
 * @file Where collected images come from: the camera, one at a time or recorded while a button is held, or a drawing.
 */

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Device, ImageSize } from '../../../../data/collected-classes'
import { collectText } from '../../../../messages/en/collect'
import { Button } from '../../../kit/button'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import type { GrayLook } from '../../../charts/paint-pixels'
import { grayToChannels } from '../../../network/node-faces/drawing-pad-face'
import { frameFor, type Stroke, strokesToImage } from '../../../network/node-faces/strokes-to-image'
import { clearCanvas, padLook, usePenStrokes } from '../../../network/node-faces/use-pen-strokes'
import { type Camera, useCamera, useMirrored } from './camera'
import kit from '../../../kit/kit.module.css'
import styles from './collect.module.css'
import type { Sample } from './use-batches'

const text = collectText.camera

const RATES = [
  { value: '2', title: text.rates[2] },
  { value: '4', title: text.rates[4] },
  { value: '8', title: text.rates[8] },
] as const

interface CameraSourceProps extends SourceProps {
  /** Called when a recording ends. */
  readonly onRecorded: () => void
}

export function CameraSource({ form, label, onSample, onRecorded }: CameraSourceProps) {
  const camera = useCamera()
  const { state, start, stop, shoot } = camera
  const [mirrored, setMirrored] = useMirrored()
  const [rate, setRate] = useState<(typeof RATES)[number]['value']>('4')
  const [recording, setRecording] = useState(false)
  const timer = useRef<ReturnType<typeof setInterval>>(undefined)
  const on = state.tag === 'on'
  const take = (group?: string) => {
    const pixels = shoot(form, mirrored)
    if (pixels) onSample({ pixels, from: 'camera' }, group)
  }
  const end = () => {
    if (!recording) return
    clearInterval(timer.current)
    setRecording(false)
    onRecorded()
  }
  const begin = () => {
    if (recording || label === undefined) return
    // An entire recording is undone in one step.
    // not text: the id of a group of rows
    const group = `recorded ${Date.now()}`
    setRecording(true)
    take(group)
    timer.current = setInterval(() => take(group), 1000 / Number(rate))
  }
  useEffect(() => () => clearInterval(timer.current), [])
  const onKey = (event: KeyboardEvent, what: () => void) => {
    if (event.key !== ' ' && event.key !== 'Enter') return
    event.preventDefault()
    if (!event.repeat) what()
  }
  return (
    <div className={kit.stack}>
      <CameraScreen camera={camera} mirrored={mirrored} off={text.off} />
      <div className={kit.wrap}>
        {on ? (
          <>
            <Button
              tone="primary"
              disabled={label === undefined}
              aria-pressed={recording}
              onPointerDown={(event) => {
                if (event.button !== 0) return
                event.currentTarget.setPointerCapture(event.pointerId)
                begin()
              }}
              onPointerUp={end}
              onPointerCancel={end}
              onBlur={end}
              onKeyDown={(event) => onKey(event, begin)}
              onKeyUp={(event) => onKey(event, end)}
            >
              {recording ? text.recording : text.record}
            </Button>
            <Button disabled={label === undefined} onClick={() => take()}>
              {text.takeOne}
            </Button>
            <Button onClick={stop}>{text.turnOff}</Button>
          </>
        ) : (
          <Button tone="primary" disabled={state.tag === 'asking'} onClick={start}>
            {text.turnOn}
          </Button>
        )}
        <Select label={text.rate} layout="bare" value={rate} options={RATES} onChange={setRate} />
        <Switch label={text.mirrored} value={mirrored} onChange={setMirrored} />
      </div>
    </div>
  )
}

interface CameraScreenProps {
  readonly camera: Pick<Camera, 'state' | 'video'>
  readonly mirrored: boolean
  /** Text shown before the camera is turned on. */
  readonly off: string
}

/** The camera image. It is square like the captured images, and mirrored if the captured images are mirrored. */
export function CameraScreen({ camera: { state, video }, mirrored, off }: CameraScreenProps) {
  const on = state.tag === 'on'
  return (
    <div className={`${kit.frame} ${styles.screen}`}>
      <video ref={video} muted playsInline aria-label={text.video} data-mirrored={mirrored ? 'yes' : 'no'} />
      {!on && (
        <p className={kit.soft} role="status">
          {state.tag === 'asking' && text.waiting}
          {state.tag === 'failed' && state.why}
          {state.tag === 'off' && off}
        </p>
      )}
    </div>
  )
}

const padText = collectText.pad

interface SourceProps {
  readonly form: ImageSize
  /** The class to which images are added; undefined if there is no class. */
  readonly label: string | undefined
  readonly onSample: (sample: Sample, group?: string) => void
}

const SIDE = 240
const DEVICE: Readonly<Record<string, Device>> = { pen: 'tablet', touch: 'touch', mouse: 'mouse' }

interface PadSourceProps extends SourceProps {
  /** How the images of the dataset are drawn. */
  readonly look: GrayLook | undefined
}

export function PadSource({ form: { side, channels }, label, look, onSample }: PadSourceProps) {
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
    <div className={kit.stack}>
      <section
        className={`${kit.frame} ${styles.screen}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pointer draws on it, and Enter adds the drawing
        tabIndex={0}
        aria-label={padText.label}
        onKeyDown={onKeyDown}
      >
        <canvas
          className={kit.pad}
          {...padLook(look)}
          ref={canvas}
          width={SIDE * 2}
          height={SIDE * 2}
          role="img"
          data-part="collect-pad"
          aria-label={label === undefined ? padText.draw : padText.drawClass({ label })}
          {...handlers}
        />
      </section>
      <div className={kit.wrap}>
        <Button tone="primary" disabled={!drawn || label === undefined} onClick={add}>
          {padText.add}
        </Button>
        <Button disabled={!drawn} onClick={clear}>
          {padText.clear}
        </Button>
      </div>
      <p className={kit.soft}>{padText.scaled}</p>
    </div>
  )
}
