/** @file RequestSample: a large view of a request's input: an image, a list of values, or text. */
import { useEffect, useState } from 'react'
import { labelsText as text } from '../../../../messages/en/operate/labels'
import { cellNumber, commaList } from '../../../../messages/format'
import type { RequestInput } from '../../../../studio/operate/log/request-inputs'
import { PixelImage } from '../../../charts/pixel-image'
import { useStudio } from '../../../studio-context'
import { appliedDriftText } from '../request/applied-drift'
import styles from './labels.module.css'

/** The width and height of an image, in CSS pixels. */
const SIDE = 168
/** The maximum number of list values that are shown. */
const MAX_VALUES = 8

/** Shows the input of a request. */
export function RequestSample({ request }: { readonly request: number }) {
  const studio = useStudio()
  const [found, setFound] = useState<{
    readonly request: number
    readonly input?: RequestInput
    readonly why?: string
  }>()
  useEffect(() => {
    let isStale = false
    studio.run('labels.input', { request }).then(
      (input) => !isStale && setFound({ request, input: input as RequestInput }),
      (error: unknown) =>
        !isStale && setFound({ request, why: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      isStale = true
    }
  }, [studio, request])
  if (found?.request !== request) return <div className={styles.sample} aria-busy="true" />
  if (!found.input) return <p className={styles.soft}>{found.why ?? text.input.gone}</p>
  return (
    <figure className={styles.sample} aria-label={text.input.label({ request })}>
      <Shown input={found.input} request={request} />
    </figure>
  )
}

function Shown({ input, request }: { readonly input: RequestInput; readonly request: number }) {
  if (input.kind === 'given') {
    if (input.input.kind === 'values') return <Values of={Object.entries(input.input.values)} />
    const { shape, data } = input.input
    return <PixelImage pixels={data} shape={shape.slice(-3)} side={SIDE} label={text.input.image({ request })} />
  }
  if (input.kind === 'watched')
    return (
      <>
        <Values of={input.values} />
        <p className={styles.soft}>{text.input.onlyLogged}</p>
      </>
    )
  const { values, columns, changed, exact } = input
  const image = columns.find(({ form }) => form.type === 'image')
  const others = columns.filter((column) => column !== image)
  return (
    <>
      {image && (
        <PixelImage
          pixels={values[image.name] as ArrayLike<number>}
          shape={image.form.shape}
          side={SIDE}
          label={text.input.imageColumn({ request, column: image.name })}
        />
      )}
      {others.length > 0 && <Values of={others.map(({ name }) => [name, values[name]] as const)} />}
      {changed !== undefined && (
        <p className={styles.soft}>
          {exact ? text.input.drifted({ change: appliedDriftText(changed) }) : text.input.scenarioChanged}
        </p>
      )}
    </>
  )
}

function Values({ of }: { readonly of: readonly (readonly [string, unknown])[] }) {
  const [only] = of
  // A single text value is shown as a block quote instead of a list.
  if (only && of.length === 1 && typeof only[1] === 'string') return <blockquote translate="no">{only[1]}</blockquote>
  return (
    <dl className={styles.values}>
      {of.map(([name, value]) => (
        <div key={name}>
          <dt translate="no">{name.replaceAll('_', ' ')}</dt>
          <dd translate="no">{valueText(value, name)}</dd>
        </div>
      ))}
    </dl>
  )
}

function valueText(value: unknown, column: string): string {
  if (value === null || value === undefined) return text.input.missing
  if (typeof value === 'number') return cellNumber(value, column)
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const all = Array.from(value as ArrayLike<number>)
    const values = all.slice(0, MAX_VALUES).map((one) => cellNumber(one))
    return all.length > MAX_VALUES ? text.input.first({ values, all: all.length }) : commaList(values)
  }
  return String(value)
}
