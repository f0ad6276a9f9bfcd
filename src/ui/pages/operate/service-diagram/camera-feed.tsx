/** @file CameraFeed: sends camera frames to a service as requests, at a chosen rate, until it is stopped or the panel closes. */
import { useEffect, useRef, useState } from 'react'
import { manualRequestsText as text } from '../../../../messages/en/operate/service'
import type { ModelMeta, TensorMeta } from '../../../../serving/http/model-metadata'
import { PixelImage } from '../../../charts/pixel-image'
import kit from '../../../kit/kit.module.css'
import { Button } from '../../../kit/button'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { useCamera, useMirrored } from '../../data/collect/camera'
import { CameraScreen } from '../../data/collect/image-sources'
import { cameraFrameOf, imageRow, ManualResponse, PINNED, useSend } from './manual-request'

const RATES = [
  { value: '1', title: text.rates['1'] },
  { value: '2', title: text.rates['2'] },
  { value: '5', title: text.rates['5'] },
  { value: '10', title: text.rates['10'] },
] as const
type Rate = (typeof RATES)[number]['value']

export interface CameraFeedProps {
  readonly meta: ModelMeta
  /** The column that receives the image. */
  readonly image: TensorMeta
}

export default function CameraFeed({ meta, image }: CameraFeedProps) {
  const camera = useCamera()
  const { state, start, stop, shoot } = camera
  const [mirrored, setMirrored] = useMirrored()
  const [rate, setRate] = useState<Rate>('2')
  const [pace, setPace] = useState<'stopped' | 'sending'>('stopped')
  const [frame, setFrame] = useState<Uint8Array>()
  const sending = useSend('camera')
  const form = cameraFrameOf(image)
  const on = state.tag === 'on'
  const take = useRef(() => {})
  take.current = () =>
    sending.send(() => {
      const pixels = form.fits === 'yes' ? shoot(form, mirrored) : undefined
      if (!pixels) return undefined
      setFrame(pixels)
      return imageRow(meta, image.name, pixels)
    })
  const isStopped = !on || pace === 'stopped' || sending.trouble !== undefined
  useEffect(() => {
    if (isStopped) return
    const timer = setInterval(() => take.current(), 1000 / Number(rate))
    return () => clearInterval(timer)
  }, [isStopped, rate])
  // Once the camera or the service has stopped, sending resumes only when the user starts it again.
  if (isStopped && pace === 'sending') setPace('stopped')

  if (form.fits === 'no') return <p className={kit.soft}>{form.why}</p>
  return (
    <>
      <CameraScreen camera={camera} mirrored={mirrored} off={text.cameraOff} />
      <div className={kit.stackTight} style={PINNED}>
        {on ? (
          <div className={kit.wrap}>
            <Button
              tone="primary"
              size="small"
              icon={pace === 'sending' ? 'pause' : 'play'}
              onClick={() => setPace(pace === 'sending' ? 'stopped' : 'sending')}
            >
              {pace === 'sending' ? text.stopSending : text.sendFrames}
            </Button>
            <Button size="small" onClick={() => take.current()} disabled={pace === 'sending'}>
              {text.oneFrame}
            </Button>
          </div>
        ) : (
          <Button tone="primary" size="small" disabled={state.tag === 'asking'} onClick={start}>
            {text.turnOn}
          </Button>
        )}
        {frame && (
          <div className={kit.row}>
            <PixelImage pixels={frame} shape={[form.side, form.side, form.channels]} label={text.lastFrame} side={64} />
            <ManualResponse {...sending} />
          </div>
        )}
      </div>
      {on && (
        <>
          <div className={kit.wrap}>
            <Select label={text.rates.label} layout="bare" value={rate} options={RATES} onChange={setRate} />
            <Button size="small" onClick={stop}>
              {text.turnOff}
            </Button>
          </div>
          <Switch label={text.mirrored} value={mirrored} onChange={setMirrored} />
        </>
      )}
      <p className={kit.soft}>{text.oneRequestPerFrame}</p>
    </>
  )
}
