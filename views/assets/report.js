'use strict'
// A report is put by as it is typed, and what could not be put by yet stays in this browser, for the same account.
// Without this script the buttons save.
;(() => {
  const form = document.querySelector('form[data-autosave]')
  if (!form) return
  const $ = (selector) => form.querySelector(selector)
  const key = `so-doan.report.${form.dataset.keep}`
  /** What somebody types is put by no later than this. */
  const WAIT = 1500

  // ── The copy in this browser ──────────────────────────────────────────────────────
  const store = (() => {
    try {
      const { localStorage } = window
      localStorage.getItem(key)
      return localStorage
    } catch {
      return null // switched off: what is typed is put by all the same
    }
  })()
  const bookkeeping = new Set(['submissionId', 'version', 'draftRevision', 'writer', 'openedRows'])
  const pairs = () => [...new FormData(form)].filter(([, value]) => typeof value === 'string')
  const words = (list) =>
    JSON.stringify(
      list
        .filter(([name]) => !bookkeeping.has(name))
        .map(([name, value]) => [name, value.replace(/\r\n/g, '\n').trim()]),
    )
  function keepCopy() {
    try {
      store?.setItem(key, JSON.stringify({ at: Date.now(), pairs: pairs() }))
    } catch {
      // Full: the next putting by saves it.
    }
  }
  const dropCopy = () => store?.removeItem(key)

  // ── Putting by ────────────────────────────────────────────────────────────────────
  let typed = 0 // counts what was typed
  let putBy = 0 // and what of it lies with the server
  let waiting
  let isSending = false
  let failures = 0
  const isUnsaved = () => typed > putBy

  function show(name) {
    for (const one of ['unsaved', 'ended']) $(`[data-${one}]`).hidden = one !== name
    const time = $('#autosave [data-time]')
    if (name && time) time.textContent = ''
  }

  async function send() {
    clearTimeout(waiting)
    waiting = undefined
    if (isSending || !isUnsaved()) return
    isSending = true
    const sent = typed
    const answer = await post(pairs())
    isSending = false
    if (answer.isKept) {
      failures = 0
      putBy = sent
      show()
      if (!isUnsaved()) dropCopy()
    } else if (answer.isRefused) {
      // Sent again it would be refused again: after the next word, or when the button is pressed.
      failures = 0
      show()
      if (typed === sent) return
    } else {
      failures += 1
      show(answer.hasEnded ? 'ended' : 'unsaved')
    }
    if (isUnsaved()) plan(failures ? Math.min(WAIT * failures, 10_000) : WAIT)
  }

  const plan = (after) => {
    waiting ??= setTimeout(send, after)
  }

  async function post(list) {
    const controller = new AbortController()
    const late = setTimeout(() => controller.abort(), 15_000)
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: 'POST',
        headers: { 'HX-Target': 'autosave' },
        body: new URLSearchParams(list),
        redirect: 'manual',
        signal: controller.signal,
      })
      if (answer.status === 401 || answer.type === 'opaqueredirect') return { hasEnded: true }
      const isKept = answer.status === 200
      if (!isKept && answer.status !== 409 && answer.status !== 422) return {}
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const told = page.querySelector('#autosave')
      if (!told) return {}
      $('#autosave').replaceWith(document.importNode(told, true))
      if (isKept) $('[name="draftRevision"]').value = told.dataset.revision
      return { isKept, isRefused: !isKept }
    } catch {
      return {}
    } finally {
      clearTimeout(late)
    }
  }

  const stands = words(pairs())
  function changed() {
    typed += 1
    keepCopy()
    plan(WAIT)
  }
  form.addEventListener('input', changed)
  form.addEventListener('change', changed)
  // A row more or less.
  document.addEventListener('htmx:after:swap', () => {
    if (words(pairs()) !== stands) changed()
  })
  // A form that came back with reasons is not put by yet.
  if (form.dataset.typed !== undefined) changed()
  window.addEventListener('online', send)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void send()
  })

  // ── Leaving: with everything saved, or not without a word ─────────────────────────
  let isLeaving = false
  window.addEventListener('beforeunload', (event) => {
    if (isUnsaved() && !isLeaving) event.preventDefault()
  })
  // What the form may be refused for is put by first, and nothing of it stays behind in this browser.
  let isGoing = false
  form.addEventListener('submit', (event) => {
    if (isLeaving || !isUnsaved()) {
      isLeaving = true
      return
    }
    event.preventDefault()
    if (isGoing) return
    isGoing = true
    const { submitter } = event
    void flush().then(() => {
      isLeaving = true
      form.requestSubmit(submitter)
    })
  })
  window.addEventListener('pageshow', () => (isLeaving = isGoing = false))

  let isWarned = false
  document.addEventListener('submit', (event) => {
    const leaving = event.target
    if (leaving.getAttribute('action') !== '/sign-out') return
    if (!isUnsaved() || isWarned) return void dropCopy()
    event.preventDefault()
    void flush().then((isDone) => {
      $('[data-leaving]').hidden = isDone
      isWarned = !isDone
      if (!isDone) return form.scrollIntoView({ block: 'end' })
      isLeaving = true
      dropCopy()
      leaving.submit()
    })
  })
  async function flush() {
    for (let tries = 0; tries < 3 && isUnsaved(); tries += 1) {
      while (isSending) await new Promise((resolve) => setTimeout(resolve, 50))
      await send()
    }
    return !isUnsaved()
  }

  // ── What another time could not be put by is offered ──────────────────────────────
  const kept = (() => {
    try {
      return JSON.parse(store?.getItem(key) ?? 'null')
    } catch {
      return null
    }
  })()
  if (!kept || words(kept.pairs) === stands) dropCopy()
  else {
    const offer = $('[data-kept]')
    offer.hidden = false
    $('[data-kept-moment]').textContent = new Date(kept.at).toLocaleString(document.documentElement.lang)
    $('[data-kept-drop]').addEventListener('click', () => {
      offer.hidden = true
      if (!isUnsaved()) dropCopy()
    })
    $('[data-kept-take]').addEventListener('click', async () => {
      // With this page's own bookkeeping: what was opened then is not what stands now.
      const mine = kept.pairs.filter(([name]) => !['draftRevision', 'writer'].includes(name))
      const revision = $('[name="draftRevision"]').value
      const writer = $('[name="writer"]').value
      const answer = await post([...mine, ['draftRevision', revision], ['writer', writer]])
      if (!answer.isKept) return show(answer.hasEnded ? 'ended' : 'unsaved')
      dropCopy()
      isLeaving = true
      location.reload()
    })
  }
})()
