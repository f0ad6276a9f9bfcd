/** @file ResendRequest: sends the same input to the version that a given alias points to, and shows the prediction. */
import { useState } from 'react'
import { requestText } from '../../../../messages/en/operate/request'
import { termsText } from '../../../../messages/en/operate/terms'
import { Refusal, formatMessage } from '../../../../messages/message'
import { ALIASES } from '../../../../catalog/lowered-stage'
import type { VersionRef } from '../../../../ops/service-spec'
import { Button } from '../../../kit/button'
import type { ShownResponse } from '../url/response'
import { useOperate } from '../use-operate'
import styles from './request.module.css'
import type { LoadedInput } from './use-request'
import { refuse } from '../../../../messages/message'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import type { RunCommand } from '../../../../studio/run-command'
import type { RequestInput } from '../../../../studio/operate/log/request-inputs'
import { shownResponse } from '../url/response'
import { bodyOf, type TryValues } from '../url/infer-request'
import { useStudio } from '../../../studio-context'

const { again: text } = requestText

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
      <div className={styles.buttons}>
        {ALIASES.map((alias) => {
          const version = aliases[model]?.[alias]
          return version === undefined ? null : (
            <Button
              key={alias}
              size="small"
              disabled={!serving}
              title={serving ? text.version({ model, version }) : text.serveFirst}
              onClick={() => void ask(text.who({ alias: termsText.alias[alias], version }), { model, version })}
            >
              {text.ask({ alias: termsText.alias[alias] })}
            </Button>
          )
        })}
      </div>
      {response && (
        <p className={styles.resent} role="status">
          <b>{response.who}</b>
          {'answer' in response ? answerText(response.answer) : response.trouble}
        </p>
      )}
    </>
  )
}

function answerText({ status, text: prediction, probabilities: [first] }: ShownResponse): string {
  return status === 200 && first ? text.prediction({ prediction, confidence: first.chance }) : prediction
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
