/** @file useErrorNotices: shows uncaught errors as notices, with details for a bug report. */
import { useEffect } from 'react'
import { message, Refusal } from '../../messages/message'
import { errorNotice } from '../../studio/notice'
import { useRunCommand } from '../studio-context'

/** Listens for uncaught errors and unhandled rejections, and shows them as notices. */
export function useErrorNotices(): void {
  const run = useRunCommand()
  useEffect(() => {
    const report = (error: unknown) => {
      if (error instanceof Refusal) return run('notice.show', errorNotice(error))
      const why = error instanceof Error ? error.message : String(error)
      run('notice.show', { tone: 'bad', message: message('netloom-error', { why }) })
    }
    const onError = (event: ErrorEvent) => {
      // Browsers report an error when a ResizeObserver loop is resolved one frame later, but this is harmless.
      if (!event.message.startsWith('ResizeObserver')) report(event.error ?? event.message)
    }
    const onRejection = (event: PromiseRejectionEvent) => report(event.reason)
    window.addEventListener('error', onError)
    window.addEventListener('unhandledrejection', onRejection)
    return () => {
      window.removeEventListener('error', onError)
      window.removeEventListener('unhandledrejection', onRejection)
    }
  }, [run])
}
