/** @file CameraFeed: what the camera sees as requests of a service, so many frames a second, until it is stopped or the panel is left. */
import { useEffect, useRef, useState } from 'react'
import type { ModelMeta } from '../../../../serving/http/contract'
import type { TensorMeta } from '../../../../serving/http/schema'
import { Pixels } from '../../../charts/picture'
import inspector from '../../../inspector/inspector.module.css'
import { Button } from '../../../kit/button'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { CameraScreen } from '../../data/collect/camera-screen'
import { useCamera } from '../../data/collect/use-camera'
import styles from './drawing.module.css'
import { HandAnswer } from './hand-answer'
import { frameOf, pictureRow } from './hand-row'
import { useSend } from './use-send'

const RATES = [
  { value: '1', title: '1 frame a second' },
  { value: '2', title: '2 frames a second' },
  { value: '5', title: '5 frames a second' },
  { value: '10', title: '10 frames a second' },
] as const
type Rate = (typeof RATES)[number]['value']

export interface CameraFeedProps {
  readonly meta: ModelMeta
  /** The column that takes the picture. */
  readonly picture: TensorMeta
}

export default function CameraFeed({ meta, picture }: CameraFeedProps) {
  const camera = useCamera()
  const { state, start, stop, shoot } = camera
  const [mirrored, setMirrored] = useState(false)
  const [rate, setRate] = useState<Rate>('2')
  const [pace, setPace] = useState<'standing' | 'sending'>('standing')
  const [frame, setFrame] = useState<Uint8Array>()
  const sending = useSend('camera')
  const form = frameOf(picture)
  const on = state.tag === 'on'
  const take = useRef(() => {})
  take.current = () =>
    sending.send(() => {
      const pixels = form.fits === 'yes' ? shoot(form, mirrored) : undefined
      if (!pixels) return undefined
      setFrame(pixels)
      return pictureRow(meta, picture.name, pixels)
    })
  const stands = !on || pace === 'standing' || sending.trouble !== undefined
  useEffect(() => {
    if (stands) return
    const timer = setInterval(() => take.current(), 1000 / Number(rate))
    return () => clearInterval(timer)
  }, [stands, rate])
  // What stopped it, the camera or the service, is to be seen to before it goes on.
  if (stands && pace === 'sending') setPace('standing')

  if (form.fits === 'no') return <p className={inspector.words}>{form.why}</p>
  return (
    <>
      <CameraScreen
        camera={camera}
        mirrored={mirrored}
        off="Pictures stay on this device. The camera goes off when another stage is selected."
      />
      {on ? (
        <div className={styles.tools}>
          <Button
            tone="primary"
            size="small"
            icon={pace === 'sending' ? 'pause' : 'play'}
            onClick={() => setPace(pace === 'sending' ? 'standing' : 'sending')}
          >
            {pace === 'sending' ? 'Stop sending' : 'Send frames'}
          </Button>
          <Button size="small" onClick={() => take.current()} disabled={pace === 'sending'}>
            One frame
          </Button>
        </div>
      ) : (
        <Button tone="primary" size="small" disabled={state.tag === 'asking'} onClick={start}>
          Turn the camera on
        </Button>
      )}
      {frame && (
        <div className={styles.sent}>
          <Pixels
            pixels={frame}
            shape={[form.side, form.side, form.channels]}
            label="The latest frame as it was sent"
            side={84}
          />
          <HandAnswer {...sending} />
        </div>
      )}
      {on && (
        <>
          <div className={styles.tools}>
            <Select label="How many" layout="bare" value={rate} options={RATES} onChange={setRate} />
            <Button size="small" onClick={stop}>
              Turn off
            </Button>
          </div>
          <Switch label="Mirrored" value={mirrored} onChange={setMirrored} />
        </>
      )}
      <p className={inspector.words}>
        Each frame is a request of its own at the virtual time that is: time passes while the score plays.
      </p>
    </>
  )
}
