/** @file What a user can do with a request: label it, and send it again. */
import { useId, useState } from 'react'
import { ALIASES } from '../../../../catalog/lowered-stage'
import { requestText } from '../../../../messages/en/operate/request'
import { termsText } from '../../../../messages/en/operate/terms'
import { formatMessage, Refusal, refuse } from '../../../../messages/message'
import type { RequestRecord } from '../../../../ops/log/request-record'
import type { LogDictionary } from '../../../../ops/log-entry'
import type { VersionRef } from '../../../../ops/service-spec'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import type { RequestInput } from '../../../../studio/operate/requests/request-inputs'
import type { RunCommand } from '../../../../studio/run-command'
import { Button } from '../../../kit/button'
import kit from '../../../kit/kit.module.css'
import fields from '../../../kit/field.module.css'
import { Select } from '../../../kit/select'
import { useRunCommand, useStudio } from '../../../studio-context'
import { labelText } from '../live/request-list'
import { bodyOf, type ShownResponse, shownResponse, type TryValues } from '../url'
import { useOperate } from '../use-operate'
import type { LoadedInput } from './request-input'

/** The maximum number of classes for which a dropdown is shown; if there are more, the user types the class name. */
const LISTED = 60

const { label: text } = requestText

export function RequestLabel({ record, book }: { readonly record: RequestRecord; readonly book: LogDictionary }) {
  const run = useRunCommand()
  const serving = useOperate((state) => state.serving.tag === 'on')
  const { label, id } = record
  const { classes } = book
  const save = (value: string | number) => run('labels.add', { request: id, label: value })
  return (
    <>
      <p className={kit.caption}>
        {label ? text.by[label.by]({ label: labelText(label.value, book), at: label.at }) : text.none}
      </p>
      {serving ? (
        <div className={`${kit.wrap} ${kit.above}`}>
          {classes.length > 0 && classes.length <= LISTED ? (
            <Select
              label={text.field}
              layout="bare"
              value={label ? (classes[label.value] ?? '') : ''}
              options={[
                ...(label ? [] : [{ value: '', title: text.choose, disabled: true }]),
                ...classes.map((name) => ({ value: name, title: name })),
              ]}
              onChange={(name) => name !== '' && save(name)}
            />
          ) : (
            <LabelInput classes={classes} onSave={save} />
          )}
        </div>
      ) : (
        <p className={kit.caption}>{text.serveFirst}</p>
      )}
    </>
  )
}

/** An input for a number, or for the name of one of many classes. */
function LabelInput({
  classes,
  onSave,
}: {
  readonly classes: readonly string[]
  readonly onSave: (label: string | number) => void
}) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const fits = classes.length > 0 ? classes.includes(typed) : typed.trim() !== '' && Number.isFinite(Number(typed))
  return (
    <form
      className={`${kit.wrap} ${kit.above}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (!fits) return
        onSave(classes.length > 0 ? typed : Number(typed))
        setTyped('')
      }}
    >
      <input
        className={`${fields.box} ${fields.input}`}
        aria-label={text.field}
        placeholder={classes.length > 0 ? text.className : text.number}
        list={classes.length > 0 ? id : undefined}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {classes.length > 0 && (
        <datalist id={id}>
          {classes.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
      <Button type="submit" size="small" disabled={!fits}>
        {text.save}
      </Button>
    </form>
  )
}

// ResendRequest: sends the same input to the version that a given alias points to, and shows the prediction.

const { again: againText } = requestText

type Response =
  | { readonly who: string; readonly answer: ShownResponse }
  | { readonly who: string; readonly trouble: string }

export function ResendRequest({ brought: { input, servedData } }: { readonly brought: LoadedInput }) {
  const { run } = useStudio()
  const aliases = useOperate((state) => state.aliases)
  const serving = useOperate((state) => state.serving.tag === 'on')
  const [response, setResponse] = useState<Response>()
  const model = servedData?.record.name
  if (!model || !input || input.kind === 'watched') return null

  async function ask(who: string, ref: VersionRef): Promise<void> {
    if (!input || input.kind === 'watched') return
    try {
      setResponse({ who, answer: await inferVersion(run, ref, input) })
    } catch (error) {
      setResponse({ who, trouble: error instanceof Refusal ? formatMessage(error.reason) : String(error) })
    }
  }
  return (
    <>
      <div className={`${kit.wrap} ${kit.above}`}>
        {ALIASES.map((alias) => {
          const version = aliases[model]?.[alias]
          return version === undefined ? null : (
            <Button
              key={alias}
              size="small"
              disabled={!serving}
              title={serving ? againText.version({ model, version }) : againText.serveFirst}
              onClick={() => void ask(againText.who({ alias: termsText.alias[alias], version }), { model, version })}
            >
              {againText.ask({ alias: termsText.alias[alias] })}
            </Button>
          )
        })}
      </div>
      {response && (
        <p className={kit.above} role="status">
          <b>{response.who}</b> {'answer' in response ? answerText(response.answer) : response.trouble}
        </p>
      )}
    </>
  )
}

function answerText({ status, text: prediction, probabilities: [first] }: ShownResponse): string {
  return status === 200 && first ? againText.prediction({ prediction, confidence: first.chance }) : prediction
}

/** Marks a request that was replayed from this page rather than sent to the URL. */
const RESENT = { asked_again: true }

/** The response of a version to the given input; may be an error response. */
async function inferVersion(
  run: RunCommand,
  { model, version }: VersionRef,
  input: Exclude<RequestInput, { readonly kind: 'watched' }>,
): Promise<ShownResponse> {
  const path = `/v2/models/${encodeURIComponent(model)}/versions/${version}`
  const known = await run('service.call', { method: 'GET', path })
  if (known.status !== 200) return refuse('no-model', { name: model, version })
  const meta = JSON.parse(known.body) as ModelMeta
  const began = performance.now()
  const reply = await run('service.call', { method: 'POST', path: `${path}/infer`, body: bodyFor(meta, input) })
  return shownResponse(reply, meta.outputs[0]?.labels ?? [], performance.now() - began)
}

/** The request body: values keyed by column, or the encoded numbers if the original request was sent encoded. */
export function bodyFor(
  meta: Pick<ModelMeta, 'inputs' | 'table'>,
  input: Exclude<RequestInput, { readonly kind: 'watched' }>,
): string {
  if (input.kind === 'given' && input.input.kind === 'tensor') {
    const { shape, data } = input.input
    const [first] = meta.inputs
    const one = shape.length < (first?.shape.length ?? 0) ? [1, ...shape] : shape
    const inputs = [{ name: first?.name, datatype: 'FP32', shape: one, data: Array.from(data) }]
    return JSON.stringify({ inputs, parameters: RESENT })
  }
  const values = input.kind === 'row' ? input.values : input.input.kind === 'values' ? input.input.values : {}
  const plain = Object.entries(values).map(([name, value]) => [name, plainOf(value)])
  // The cast is safe because missing values are null and stay null in the body.
  return bodyOf(meta, Object.fromEntries(plain) as TryValues, RESENT)
}

function plainOf(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value
}
