/** @file Camera source: what the camera sees, a single shot, and a button that records some pictures a second while it is held. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../../kit/button'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { CameraScreen } from './camera-screen'
import styles from './collect.module.css'
import type { SourceProps } from './pad-source'
import { useCamera } from './use-camera'

const RATES = [
  { value: '2', title: '2 a second' },
  { value: '4', title: '4 a second' },
  { value: '8', title: '8 a second' },
] as const

export function CameraSource({ form, label, onSample }: SourceProps) {
  const camera = useCamera()
  const { state, start, stop, shoot } = camera
  const [mirrored, setMirrored] = useState(true)
  const [rate, setRate] = useState<(typeof RATES)[number]['value']>('4')
  const [recording, setRecording] = useState(false)
  const timer = useRef<ReturnType<typeof setInterval>>(undefined)
  const on = state.tag === 'on'
  const take = (group?: string) => {
    const pixels = shoot(form, mirrored)
    if (pixels) onSample({ pixels, from: 'camera' }, group)
  }
  const end = () => {
    clearInterval(timer.current)
    setRecording(false)
  }
  const begin = () => {
    if (recording || label === undefined) return
    // One recording is taken back as one.
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
    <div className={styles.source}>
      <CameraScreen
        camera={camera}
        mirrored={mirrored}
        off="Pictures stay on this device. The camera is off as long as it is not turned on here."
      />
      <div className={styles.tools}>
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
              {recording ? 'Recording' : 'Hold to record'}
            </Button>
            <Button disabled={label === undefined} onClick={() => take()}>
              One picture
            </Button>
            <Button onClick={stop}>Turn off</Button>
          </>
        ) : (
          <Button tone="primary" disabled={state.tag === 'asking'} onClick={start}>
            Turn the camera on
          </Button>
        )}
        <Select label="How many" layout="bare" value={rate} options={RATES} onChange={setRate} />
        <Switch label="Mirrored" value={mirrored} onChange={setMirrored} />
      </div>
    </div>
  )
}
