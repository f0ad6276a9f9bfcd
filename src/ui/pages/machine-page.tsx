/**
 * @file The This machine page: backends, the engine compared with TensorFlow.js, memory for rows, saved data, and what
 * the browser lacks.
 */
import { useEffect, useState } from 'react'
import { machineText } from '../../messages/en/machine'
import { pagesText } from '../../messages/en/shell/pages'
import { LEAST_ROWS_MB, MOST_ROWS_MB } from '../../storage/row-memory-budget'
import { Button } from '../kit/button'
import { Icon, type IconName } from '../kit/icon'
import { NumberField } from '../kit/number-field'
import { useOnChange } from '../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { LayerLink } from './layer-link'
import { Backends } from './machine/backends'
import kit from '../kit/kit.module.css'
import table from '../kit/table.module.css'
import layout from './machine/machine.module.css'
import { type Check, checksOf, parityStatus } from './machine/machine-checks'
import { SavedData } from './machine/saved-data'
import styles from './pages.module.css'
import { Section } from './section'
import insightCss from './train/insight.module.css'

export default function MachinePage() {
  const run = useRunCommand()
  const probed = useSelect((state) => state.machine.offers.length > 0)
  const [probes, setProbes] = useState(0)
  // `probes` counts the clicks on the button.
  useOnChange([run, probes], () => run('machine.probe'))
  return (
    <div className={styles.page}>
      <header className={`${kit.wrapWide} ${kit.below}`}>
        <h2>{pagesText.titles.machine}</h2>
        <p className={kit.soft}>{machineText.page.about}</p>
        <div className={kit.grow} />
        <Button onClick={() => setProbes(probes + 1)}>{machineText.page.probe}</Button>
      </header>
      <div className={layout.columns}>
        <div className={kit.stackWide}>
          <Checks probed={probed} />
          <SavedData />
          <RowsBudget />
        </div>
        <div className={kit.stackWide}>
          <Backends />
          <ParitySection />
        </div>
      </div>
    </div>
  )
}

const memoryText = machineText.memory

/** A field that sets the memory budget. */
function RowsBudget() {
  const studio = useStudio()
  const busy = useSelect(({ run: { tag } }) => tag === 'training' || tag === 'preparing' || tag === 'paused')
  const [megabytes, setMegabytes] = useState<number>()
  useEffect(() => {
    void studio.run('machine.rowsBudget').then((kept) => setMegabytes(kept as number))
  }, [studio])
  const set = async (next: number) => {
    setMegabytes(next)
    await studio.run('machine.rowsBudget', { megabytes: next })
  }
  return (
    <Section title={memoryText.title} about={memoryText.about}>
      {megabytes !== undefined && (
        <NumberField
          label={memoryText.most}
          unit="MB"
          value={megabytes}
          min={LEAST_ROWS_MB}
          max={MOST_ROWS_MB}
          step={64}
          integer
          disabled={busy}
          help={busy ? memoryText.busy : ''}
          onChange={(next) => void set(next)}
        />
      )}
      <p className={kit.soft}>{memoryText.why}</p>
    </Section>
  )
}

const checksText = machineText.checks

const ICONS: Readonly<Record<Check['tone'], IconName>> = {
  good: 'check',
  note: 'info',
  bad: 'warning',
  waiting: 'search',
}

/** What this browser can do on this machine. */
function Checks({ probed }: { readonly probed: boolean }) {
  const storage = useSelect((state) => state.storage)
  const offers = useSelect((state) => state.machine.offers)
  const checks = checksOf({ ...storage, workers: typeof Worker === 'function', simd: hasSimd(), offers })
  return (
    <section className={kit.section} aria-label={checksText.label} aria-busy={!probed}>
      <ul className={layout.checks}>
        {checks.map(({ id, title, tone, about }) => (
          <li key={id} data-tone={tone}>
            <Icon name={ICONS[tone]} />
            <div>
              <h3>
                {title} <span>{checksText.status[tone]}</span>
              </h3>
              <p className={kit.soft}>{about}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

// A module with one function () -> v128: i32.const 0, i8x16.splat (fd 0f), i8x16.popcnt (fd 62), end.
const MODULE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]

/** True if the browser supports WASM SIMD. */
export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(Uint8Array.from(MODULE))
}

const parityText = machineText.parity

/** The button and the result of the comparison. */
function ParitySection() {
  const run = useRunCommand()
  const asking = useSelect(({ insight }) => insight.asking)
  const parity = useSelect(({ insight }) => insight.parity?.report)
  const isValid = useSelect(({ report }) => report.checked !== undefined)
  return (
    <Section
      title={parityText.title}
      about={parityText.about}
      actions={
        <Button size="small" disabled={asking !== null || !isValid} onClick={() => run('machine.parity')}>
          {asking === 'parity' ? parityText.busy : parityText.compare}
        </Button>
      }
    >
      <div role="status">
        {parity ? (
          <>
            <p>{parityText.engines({ first: parity.engines[0], second: parity.engines[1] })}</p>
            <p className={kit.soft}>{parityStatus(parity)}</p>
          </>
        ) : (
          <p className={kit.soft}>{isValid ? parityText.why : parityText.problem}</p>
        )}
      </div>
      {parity && parity.layers.length > 0 && (
        <section
          className={`${kit.scroll} ${kit.above} ${insightCss.scroll}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
          tabIndex={0}
          aria-label={parityText.byLayer}
        >
          <table className={`${table.figures} ${table.dense} ${table.sticky} ${insightCss.table}`}>
            <thead>
              <tr>
                <th scope="col">{parityText.layer}</th>
                <th scope="col">{parityText.output}</th>
                <th scope="col">{parityText.gradient}</th>
              </tr>
            </thead>
            <tbody>
              {parity.layers.map(({ layer, node, result, gradient }) => (
                <tr key={node ?? layer}>
                  <th scope="row">
                    <LayerLink label={layer} node={node} />
                  </th>
                  <td>{parityText.difference({ difference: result })}</td>
                  <td>{parityText.difference({ difference: gradient })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Section>
  )
}
