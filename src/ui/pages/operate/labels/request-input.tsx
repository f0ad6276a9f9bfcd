/** @file Sample: what a request brought, large: a picture, its values in a list, or its text. */
import { useEffect, useState } from 'react'
import type { RequestInput } from '../../../../studio/operate/request-input'
import { Pixels } from '../../../charts/picture'
import { numberWords } from '../../../charts/row-words'
import { useStudio } from '../../../studio-context'
import { changedWords } from '../request/changed-words'
import styles from './labels.module.css'

/** Side of a picture in CSS pixels. */
const SIDE = 168

/** The input of one request. */
export function Sample({ request }: { readonly request: number }) {
  const studio = useStudio()
  const [found, setFound] = useState<{
    readonly request: number
    readonly input?: RequestInput
    readonly why?: string
  }>()
  useEffect(() => {
    let gone = false
    studio.run('labels.input', { request }).then(
      (input) => !gone && setFound({ request, input: input as RequestInput }),
      (error: unknown) => !gone && setFound({ request, why: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      gone = true
    }
  }, [studio, request])
  if (found?.request !== request) return <div className={styles.sample} aria-busy="true" />
  if (!found.input) return <p className={styles.soft}>{found.why ?? 'What it brought is not kept any more.'}</p>
  return (
    <figure className={styles.sample} aria-label={`Input of request ${request}`}>
      <Shown input={found.input} request={request} />
    </figure>
  )
}

function Shown({ input, request }: { readonly input: RequestInput; readonly request: number }) {
  if (input.kind === 'given') {
    if (input.input.kind === 'values') return <Values of={Object.entries(input.input.values)} />
    const { shape, data } = input.input
    return <Pixels pixels={data} shape={shape.slice(-3)} side={SIDE} label={`Request ${request}`} />
  }
  if (input.kind === 'watched')
    return (
      <>
        <Values of={input.values} />
        <p className={styles.soft}>What was noted of it; the rest is not kept.</p>
      </>
    )
  const { values, columns, changed, exact } = input
  const picture = columns.find(({ form }) => form.type === 'image')
  const others = columns.filter((column) => column !== picture)
  return (
    <>
      {picture && (
        <Pixels
          pixels={values[picture.name] as ArrayLike<number>}
          shape={picture.form.shape}
          side={SIDE}
          label={`Request ${request}: ${picture.name}`}
        />
      )}
      {others.length > 0 && <Values of={others.map(({ name }) => [name, values[name]] as const)} />}
      {changed !== undefined && (
        <p className={styles.soft}>
          {exact
            ? `as it came, changed by ${changedWords(changed)}`
            : 'The score was changed since: shown as it was before it drifted.'}
        </p>
      )}
    </>
  )
}

function Values({ of }: { readonly of: readonly (readonly [string, unknown])[] }) {
  const [only] = of
  // One text is read, not looked up.
  if (only && of.length === 1 && typeof only[1] === 'string') return <blockquote>{only[1]}</blockquote>
  return (
    <dl className={styles.values}>
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name.replaceAll('_', ' ')}</dt>
          <dd>{valueWords(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined) return 'missing'
  if (typeof value === 'number') return numberWords(value)
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const all = Array.from(value as ArrayLike<number>)
    return `${all.slice(0, 8).map(numberWords).join(', ')}${all.length > 8 ? `, … ${all.length} in all` : ''}`
  }
  return String(value)
}
