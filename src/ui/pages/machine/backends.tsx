/** @file Backends: where a run can make its numbers here, how quick each is, and which to use. */
import { useId, useMemo } from 'react'
import type { Backend, BackendChoice, BackendOffer } from '../../../protocol/backend'
import { speedWords } from '../../charts/figures'
import { Button } from '../../kit/button'
import { timeWords } from '../../shell/run-status'
import { useRun, useSelect } from '../../studio-context'
import { BACKEND_NAMES } from '../backend-names'
import { digitsWork, estimate, type Speed } from './estimate'
import { GradientsLine } from './gradients-line'
import layout from './machine.module.css'
import { useMeasure } from './use-measure'
import styles from '../pages.module.css'

/** The choice among the backends, each with its measured speed. */
export function Backends() {
  const run = useRun()
  const group = useId()
  const { offers, choice } = useSelect((state) => state.machine)
  const open = useSelect(({ run: { tag } }) => tag === 'training' || tag === 'preparing' || tag === 'paused')
  const { speeds, busy, measure } = useMeasure()
  const work = useMemo(digitsWork, [])
  // Plain JavaScript is hundreds of times slower; it is measured only when asked for by itself.
  const quick = offers.filter((offer) => offer.available && offer.backend !== 'cpu').map((offer) => offer.backend)

  const pick = (value: BackendChoice) => run('machine.choose', { backend: value })
  return (
    <section className={styles.part} aria-label="Where to train">
      <div className={styles.title}>
        <h3>Where to train</h3>
        <span>a change holds from the next run</span>
        <div className={styles.grow} />
        <Button
          size="small"
          disabled={open || busy !== undefined || quick.length === 0}
          onClick={() => void measure(quick)}
        >
          {busy ? `Measuring ${BACKEND_NAMES[busy]}` : 'Measure the speed'}
        </Button>
      </div>
      {open && <p className={styles.soft}>Speeds are measured when no run is open.</p>}
      <ul className={layout.backends}>
        <li>
          <label>
            <input type="radio" name={group} checked={choice === 'auto'} onChange={() => pick('auto')} />
            <b>The quickest that is sound</b>
            <span>a real GPU by WebGPU, else WASM, else WebGL, else the CPU by plain JavaScript</span>
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
              <span>{offerWords(offer)}</span>
            </label>
            <SpeedLine speed={speeds[offer.backend]} backend={offer.backend} work={work} />
            {offer.available && <GradientsLine backend={offer.backend} disabled={open} />}
          </li>
        ))}
      </ul>
      {offers.length === 0 && <p className={styles.soft}>Asking the worker what this machine has.</p>}
    </section>
  )
}

interface SpeedLineProps {
  readonly speed: Speed | undefined
  readonly backend: Backend
  readonly work: ReturnType<typeof digitsWork>
}

function SpeedLine({ speed, backend, work }: SpeedLineProps) {
  if (!speed) return null
  const first = speed.firstStepMs >= 1000 ? timeWords(speed.firstStepMs / 1000) : `${Math.round(speed.firstStepMs)} ms`
  return (
    <p className={layout.speed}>
      {speedWords(speed.stepsPerSecond)} of a small network, the first after {first}.{' '}
      <b>Digits will take about {timeWords(estimate(work, speed, backend))} here</b> (estimated).
    </p>
  )
}

function offerWords({ available, software, detail }: BackendOffer): string {
  if (!available) return detail === '' ? 'not here' : detail
  return software ? `${detail}; emulated by the processor, slow` : detail
}
