/** @file ExampleDialog: an example at a large size, with its values, the probability of each class, and why. */
import { type ReactNode, useState } from 'react'
import { errorMessage } from '../../base/result'
import { chartsText } from '../../messages/en/charts'
import { rowsText } from '../../messages/en/data/rows'
import { explanationText as text } from '../../messages/en/evaluate/explanations'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import kit from '../kit/kit.module.css'
import { Select } from '../kit/select'
import { useResult } from '../kit/use-on-change'
import { useRunCommand, useStudio } from '../studio-context'
import { GRAYED, METHODS, type Method, Trust, useParts, Values } from './row-explanation'
import { RowPrediction } from './row-prediction'

interface ExampleDialogProps {
  readonly row: number
  /** The number of the row that the user sees. */
  readonly number: number
  readonly onClose: () => void
  /** The example. */
  readonly children: ReactNode
}

export default function ExampleDialog({ row, number, onClose, children }: ExampleDialogProps) {
  const run = useRunCommand()
  const title = rowsText.record.title({ row: number })
  return (
    <Dialog
      open
      width="medium"
      title={title}
      onClose={onClose}
      actions={
        <Button onClick={() => run('data.look', { rows: [row], title })}>{chartsText.examples.openInData}</Button>
      }
    >
      <div className={`${kit.wrapWide} ${kit.top}`}>
        <div className={`${kit.stack} ${kit.grow}`}>{children}</div>
        <div className={kit.grow}>
          <RowPrediction row={row} />
          <RowExplanation key={row} row={row} side={224} />
        </div>
      </div>
    </Dialog>
  )
}

/** Computes the explanation when asked, because it takes many predictions. */
function RowExplanation({ row, side }: { readonly row: number; readonly side: number }) {
  const studio = useStudio()
  const [isAsked, setAsked] = useState(false)
  const methods = METHODS[useParts()]
  const [method = methods[0] as Method, setMethod] = useState<Method>()
  const [layer, setLayer] = useState<string>()
  const { value, error, isCurrent } = useResult([row, isAsked, method, layer], () =>
    isAsked ? studio.run('explain.row', { row, method, layer }) : undefined,
  )
  if (!isAsked)
    return (
      <Button size="small" className={kit.above} onClick={() => setAsked(true)}>
        {text.ask}
      </Button>
    )
  const found = value?.method === 'counterfactual' ? undefined : value
  const isSame = found?.trust.isSame
  const layers = method === 'gradCam' ? found?.layers : undefined
  return (
    <section aria-label={text.title}>
      <h4 className={kit.above}>{text.title}</h4>
      {methods.length > 1 && (
        <Select
          label={text.method}
          value={method}
          options={methods.map((one) => ({ value: one, title: text.methods[one] }))}
          onChange={setMethod}
        />
      )}
      {layers && layers.length > 1 && (
        <Select
          label={text.layer}
          value={layer ?? found?.layer ?? ''}
          options={layers.map(({ node, label }) => ({ value: node, title: label }))}
          onChange={setLayer}
        />
      )}
      {!isCurrent && <p className={kit.soft}>{text.computing}</p>}
      {isCurrent && error !== undefined && <p className={kit.soft}>{errorMessage(error)}</p>}
      {isCurrent && found && (
        <>
          <p className={kit.soft}>{text.about[found.method]({ label: found.class })}</p>
          {found.step !== undefined && <p className={kit.soft}>{text.step({ step: found.step })}</p>}
          <div style={isSame ? GRAYED : undefined}>
            <Values explanation={found} row={row} side={side} />
          </div>
          <Trust explanation={found} />
          {found.columns && found.class !== undefined && <WhatWouldChange row={row} />}
        </>
      )}
    </section>
  )
}

/** The smallest change that was found for which another class is predicted. */
function WhatWouldChange({ row }: { readonly row: number }) {
  const studio = useStudio()
  const { value, error, isCurrent } = useResult([row], () =>
    studio.run('explain.row', { row, method: 'counterfactual' }),
  )
  if (!isCurrent) return <p className={kit.soft}>{text.searching}</p>
  if (error !== undefined) return <p className={kit.soft}>{errorMessage(error)}</p>
  if (value?.method !== 'counterfactual') return null
  return (
    <>
      <h4 className={kit.above}>{text.change.title}</h4>
      <p>{text.change[value.reached ? 'found' : 'none']({ label: value.class, probability: value.probability })}</p>
      <ul className={kit.bullets}>
        {value.changes.map(({ column, from, to }) => (
          <li key={column} translate="no">
            {text.change.one({ column, from, to })}
          </li>
        ))}
      </ul>
    </>
  )
}
