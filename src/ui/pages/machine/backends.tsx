/** @file Backends: the backends available on this device, how fast each is, and which one to use. */
import { useId, useMemo, useState } from 'react'
import { errorMessage } from '../../../base/result'
import { machineText } from '../../../messages/en/machine'
import { BACKEND_NAMES, type Backend, type BackendChoice, type BackendOffer } from '../../../protocol/backend'
import { errorNotice } from '../../../studio/notice'
import { Button } from '../../kit/button'
import { Rich } from '../../kit/rich-text'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import layout from './machine.module.css'
import { digitsWork, estimate, gradientsStatus, type Speed } from './machine-checks'

const text = machineText.backends

/** Lists the backends with their measured speeds, and lets the user select one. */
export function Backends() {
  const run = useRunCommand()
  const group = useId()
  const { offers, choice } = useSelect((state) => state.machine)
  const open = useSelect(({ run: { tag } }) => tag === 'training' || tag === 'preparing' || tag === 'paused')
  const { speeds, busy, measure } = useMeasure()
  const work = useMemo(digitsWork, [])
  // The plain JavaScript backend is hundreds of times slower, so it is not measured.
  const fast = offers.filter((offer) => offer.available && offer.backend !== 'cpu').map((offer) => offer.backend)

  const pick = (value: BackendChoice) => run('machine.choose', { backend: value })
  return (
    <Section
      title={text.title}
      about={text.about}
      actions={
        <Button
          size="small"
          disabled={open || busy !== undefined || fast.length === 0}
          onClick={() => void measure(fast)}
        >
          {busy ? text.measuring({ backend: BACKEND_NAMES[busy] }) : text.measure}
        </Button>
      }
    >
      {open && <p className={kit.soft}>{text.busy}</p>}
      <ul className={layout.backends}>
        <li>
          <label>
            <input type="radio" name={group} checked={choice === 'auto'} onChange={() => pick('auto')} />
            <b>{text.fastest}</b>
            <span>{text.fastestAbout}</span>
          </label>
        </li>
        {offers.map((offer) => (
          <li key={offer.backend} data-available={offer.available ? 'yes' : 'no'}>
            <label>
              <input
                type="radio"
                name={group}
                checked={choice === offer.backend}
                disabled={!offer.available}
                onChange={() => pick(offer.backend)}
              />
              <b>{BACKEND_NAMES[offer.backend]}</b>
              <span>{offerText(offer)}</span>
            </label>
            <SpeedLine speed={speeds[offer.backend]} backend={offer.backend} work={work} />
            {offer.available && <GradientsLine backend={offer.backend} disabled={open} />}
          </li>
        ))}
      </ul>
      {offers.length === 0 && <p className={kit.soft}>{text.looking}</p>}
    </Section>
  )
}

interface SpeedLineProps {
  readonly speed: Speed | undefined
  readonly backend: Backend
  readonly work: ReturnType<typeof digitsWork>
}

function SpeedLine({ speed, backend, work }: SpeedLineProps) {
  if (!speed) return null
  const { stepsPerSecond, firstStepMs } = speed
  const digitsSeconds = estimate(work, speed, backend)
  return (
    <p className={layout.speed}>
      <Rich
        text={text.speed({ stepsPerSecond, firstStepMs, digitsSeconds })}
        marks={{ b: (inner) => <b>{inner}</b> }}
      />
    </p>
  )
}

/** Describes a backend on this machine, or explains why it is not available. */
function offerText({ available, software, detail }: BackendOffer): string {
  if (!available) return detail === '' ? text.missing : detail
  return software ? text.emulated({ adapter: detail }) : detail
}

interface Measured {
  readonly speeds: Readonly<Partial<Record<Backend, Speed>>>
  readonly busy: Backend | undefined
  measure(backends: readonly Backend[]): Promise<void>
}

/** Backend speeds measured since the page was opened. */
function useMeasure(): Measured {
  const studio = useStudio()
  const [speeds, setSpeeds] = useState<Measured['speeds']>({})
  const [busy, setBusy] = useState<Backend>()
  return {
    speeds,
    busy,
    async measure(backends) {
      for (const backend of backends) {
        setBusy(backend)
        try {
          const speed = await studio.run('machine.measure', { backend })
          setSpeeds((before) => ({ ...before, [backend]: speed }))
        } catch (error) {
          await studio.run('notice.show', errorNotice(error))
        }
      }
      setBusy(undefined)
    },
  }
}

const gradientsText = machineText.gradients

interface GradientsLineProps {
  readonly backend: Backend
  /** Disables the button while a run is in progress, because the run and the check would slow each other down. */
  readonly disabled: boolean
}

/** The button and the result of the check. */
function GradientsLine({ backend, disabled }: GradientsLineProps) {
  const studio = useStudio()
  const [status, setStatus] = useState('')
  const [busy, setBusy] = useState<'checking'>()
  const check = async () => {
    setBusy('checking')
    setStatus('')
    try {
      setStatus(gradientsStatus(await studio.run('machine.gradients', { backend })))
    } catch (error) {
      setStatus(errorMessage(error))
    }
    setBusy(undefined)
  }
  return (
    <div className={`${kit.wrap} ${kit.soft} ${layout.gradients}`}>
      <Button
        size="small"
        tone="quiet"
        disabled={disabled || busy !== undefined}
        aria-label={gradientsText.checkOn({ backend: BACKEND_NAMES[backend] })}
        onClick={() => void check()}
      >
        {busy ? gradientsText.busy : gradientsText.check}
      </Button>
      <span role="status">{status}</span>
    </div>
  )
}
