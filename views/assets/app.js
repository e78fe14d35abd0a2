'use strict'
// What a reader gains with a script: nothing here is needed to use the product.
;(() => {
  const $ = (selector, from = document) => from.querySelector(selector)
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)]

  // ── Focus: the summary of a form that came back; the field its link names ─────────
  const summary = $('[data-focus]')
  if (summary) summary.focus()

  // ── The focus stays with what asked for a page: a form that is saved, a filter that is taken away ──
  const kept = (() => {
    try {
      return window.sessionStorage
    } catch {
      return null // switched off
    }
  })()
  const comeBackTo = (selector, at = 0) => kept?.setItem('so-doan.focus', JSON.stringify([location.pathname, selector, at]))
  const left = kept?.getItem('so-doan.focus')
  kept?.removeItem('so-doan.focus')
  if (left && !summary) {
    const [path, selector, at] = JSON.parse(left)
    const places = path === location.pathname ? $$(selector) : []
    if (places.length) (places[at] ?? places.at(-1)).focus()
    else if (path === location.pathname) focusCount($('main'))
  }
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.chips a')
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) comeBackTo('.chip', $$('.chip').indexOf(link))
  })
  function focusCount(list) {
    const count = $('[role="status"]', list)
    count?.setAttribute('tabindex', '-1')
    count?.focus({ preventScroll: true })
  }

  // ── A chosen file is named in place of the words that ask for one ─────────────────
  const showChosen = (input) => input.closest('.file')?.classList.toggle('file--chosen', input.files.length > 0)
  document.addEventListener('change', (event) => {
    if (event.target.type === 'file') showChosen(event.target)
  })
  // The Back button brings the page with its file.
  addEventListener('pageshow', () => $$('input[type="file"]').forEach(showChosen))

  // ── A list that was turned in place is read from its count line on; one that was sorted keeps its heading ──
  let turned
  let sorted
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[hx-get]')
    if (!link) return
    turned = link.getAttribute('hx-target')
    sorted = $$(`${turned} thead a`).indexOf(link)
  })
  document.addEventListener('htmx:after:swap', () => {
    const list = turned && $(turned)
    turned = undefined
    if (!list) return
    const heading = $$('thead a', list)[sorted]
    if (heading) return void heading.focus({ preventScroll: true })
    focusCount(list)
    list.scrollIntoView({ block: 'start' })
  })

  // ── Comboboxes: suggestions from the server, without tones, by keyboard too ───────
  let count = 0
  function makeCombobox(input) {
    if (input.dataset.ready) return
    input.dataset.ready = 'true'
    input.removeAttribute('list')
    const id = `options-${++count}`
    const options = document.createElement('ul')
    Object.assign(options, { id, className: 'combo__list', hidden: true })
    options.setAttribute('role', 'listbox')
    options.setAttribute('aria-labelledby', input.id)
    input.after(options)
    const set = (name, value) => input.setAttribute(name, value)
    set('role', 'combobox')
    set('aria-autocomplete', 'list')
    set('aria-expanded', 'false')
    set('aria-controls', id)
    let asked = 0
    let waiting
    let chosen = -1

    const items = () => $$('[role="option"]', options)
    function close() {
      options.hidden = true
      chosen = -1
      set('aria-expanded', 'false')
      input.removeAttribute('aria-activedescendant')
    }
    function mark(index) {
      chosen = index
      items().forEach((item, at) => {
        item.id ||= `${id}-${at}`
        item.setAttribute('aria-selected', String(at === index))
        if (at === index) {
          set('aria-activedescendant', item.id)
          item.scrollIntoView({ block: 'nearest' })
        }
      })
    }
    function take(item) {
      input.value = item.dataset.value
      close()
      input.dispatchEvent(new Event('change', { bubbles: true }))
    }
    async function suggest() {
      const turn = ++asked
      const answer = await fetch(`${input.dataset.options}?q=${encodeURIComponent(input.value)}`).catch(() => null)
      if (!answer?.ok || turn !== asked || document.activeElement !== input) return
      options.innerHTML = await answer.text()
      if (turn !== asked) return
      const any = items().length > 0
      options.hidden = !any
      chosen = -1
      set('aria-expanded', String(any))
      items().forEach((item, at) => {
        item.id ||= `${id}-${at}`
        item.setAttribute('aria-selected', 'false')
      })
    }
    input.addEventListener('input', () => {
      clearTimeout(waiting)
      if (input.value.trim()) waiting = setTimeout(suggest, 120)
      else close()
    })
    input.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        if (options.hidden) return void suggest()
        const length = items().length
        mark((chosen + (event.key === 'ArrowDown' ? 1 : -1) + length) % length)
      } else if (event.key === 'Enter' && !options.hidden) {
        // What stands first is what was meant, unless another one was chosen.
        event.preventDefault()
        take(items()[Math.max(chosen, 0)])
      } else if (event.key === 'Escape' && !options.hidden) {
        event.stopPropagation()
        close()
      } else if (event.key === 'Tab' && !options.hidden && chosen >= 0) take(items()[chosen])
    })
    options.addEventListener('pointerdown', (event) => {
      const item = event.target.closest('[role="option"]')
      event.preventDefault()
      if (item) take(item)
    })
    input.addEventListener('blur', () => setTimeout(close, 100))
    // The browser's own suggestions stay away while one types; asked for in the page, that would lose what was typed as
    // soon as one comes back to it.
    input.addEventListener('focus', () => set('autocomplete', 'off'))
    const letBrowserKeep = () => input.removeAttribute('autocomplete')
    input.addEventListener('blur', letBrowserKeep)
    input.form?.addEventListener('submit', letBrowserKeep)
  }
  const makeComboboxes = () => $$('input[data-options]').forEach(makeCombobox)
  makeComboboxes()
  document.addEventListener('htmx:after:swap', makeComboboxes)

  // ── Fields that open in place are where the typing goes on ─────────────────────────
  let opened
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[hx-select]')
    if (link) opened = link.getAttribute('hx-select')
  })
  document.addEventListener('htmx:after:swap', () => {
    if (opened) $(`${opened} [autofocus]`)?.focus()
    opened = undefined
  })

  // ── A new row of a form is where the typing goes on ───────────────────────────────
  let pressed
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button:is([name="add"], [name="remove"], [name="move"], [name="readPaste"])')
    if (button) pressed = button
  })
  document.addEventListener('htmx:after:swap', () => {
    if (!pressed) return
    const { name, value } = pressed
    pressed = undefined
    if (name === 'move' && /\.\d+$/.test(value)) {
      // The focus stays with the row, and what was done is said from a place that was there before.
      $('#participants [autofocus]')?.focus()
      $('#said').textContent = $('#participants [data-said]')?.textContent ?? ''
      return
    }
    if (name === 'add' && !['partners', 'countries'].includes(value)) $$(`[name^="${value.split('.')[0]}["]:is([name$="[name]"], [name$="[content]"], [name$="[title]"])`).at(-1)?.focus()
    else if (name === 'add') $$(`input[name="${value}"]`).at(-1)?.focus()
    else if (name === 'move') {
      // The row keeps the button that moved it, or the other one where it can go no further.
      const [side, index, way] = value.split('.')
      const at = Number(index) + (way === 'up' ? -1 : 1)
      const tools = $$(`[name="move"][value^="${side}.${at}."]`)
      ;(tools.find((button) => button.value.endsWith(way) && !button.disabled) ?? tools.find((button) => !button.disabled))?.focus()
    } else if (name === 'remove') {
      const [side, index] = value.split('.')
      const buttons = $$(`[name="remove"][value^="${side}."]`)
      ;(buttons[Number(index)] ?? buttons.at(-1) ?? $(`[name="add"][value="${side}"]`))?.focus()
    } else $('#participants [role="status"], #coverage-rows [role="status"]')?.focus()
  })

  // ── A row is dragged to its place by its grip; the buttons beside it do the same ──
  const showGrips = () => $$('.place__grip').forEach((grip) => (grip.hidden = false))
  showGrips()
  document.addEventListener('htmx:after:swap', showGrips)
  document.addEventListener('pointerdown', (event) => {
    const grip = event.target.closest('.place__grip')
    if (!grip || event.button !== 0) return
    event.preventDefault()
    const row = grip.closest('tr')
    const rows = [...row.parentElement.rows]
    const from = rows.indexOf(row)
    let to = from
    grip.setPointerCapture(event.pointerId)
    row.classList.add('is-dragged')
    const mark = () =>
      rows.forEach((other, at) => {
        other.classList.toggle('is-before', at === to && to < from)
        other.classList.toggle('is-after', at === to && to > from)
      })
    const move = ({ clientY }) => {
      const below = rows.findIndex((other) => {
        const { top, height } = other.getBoundingClientRect()
        return clientY < top + height / 2
      })
      const place = below === -1 ? rows.length : below
      to = place > from ? place - 1 : place
      mark()
    }
    const escape = (event) => event.key === 'Escape' && end()
    const drop = () => {
      const button = $('button[name="move"]:not(:disabled)', row)
      const place = to
      end()
      if (place === from || !button) return
      button.value = `${row.dataset.row}.${place}`
      button.click()
    }
    function end() {
      to = from
      mark()
      row.classList.remove('is-dragged')
      grip.removeEventListener('pointermove', move)
      grip.removeEventListener('pointerup', drop)
      grip.removeEventListener('pointercancel', end)
      document.removeEventListener('keydown', escape)
    }
    grip.addEventListener('pointermove', move)
    grip.addEventListener('pointerup', drop)
    grip.addEventListener('pointercancel', end)
    document.addEventListener('keydown', escape)
  })

  // ── What was typed and not kept is not left behind without a word ─────────────────
  // A form that came back with its reasons is not kept either. Another form of the page, like the one that turns it into
  // English, keeps nothing of it.
  const draft = 'form.form[method="post"]:not([data-autosave])'
  let isDirty = !!$(`${draft} .notice--error`)
  document.addEventListener('input', (event) => {
    if (event.target.closest(draft)) isDirty = true
  })
  document.addEventListener('submit', (event) => {
    if (event.target.matches(draft)) isDirty = false
  })
  window.addEventListener('beforeunload', (event) => {
    if (isDirty) event.preventDefault()
  })

  // ── A form that one comes back to after sending it is the same one: kept, it is not kept again ──
  const once = $('form[data-once] [name="submissionId"]')
  if (once && history.state?.sentAs) once.value = history.state.sentAs
  once?.form.addEventListener('submit', () =>
    history.replaceState({ ...history.state, sentAs: once.value }, ''),
  )

  // ── Menus close when one leaves them ──────────────────────────────────────────────
  document.addEventListener('click', (event) => {
    for (const menu of $$('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false
  })

  // ── Keyboard ──────────────────────────────────────────────────────────────────────
  const goTo = { h: '/', d: '/delegations', p: '/partners', s: '/totals' }
  let isGoing = false
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      const form = $('form[data-draft]')
      if (!form) return
      event.preventDefault()
      const { id } = document.activeElement
      if (id) comeBackTo(`#${CSS.escape(id)}`)
      form.requestSubmit()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') {
      const menu = $('details.menu[open]')
      if (!menu) return
      menu.open = false
      $('summary', menu).focus()
      return
    }
    if (event.target.closest('input, textarea, select, [contenteditable]')) return
    const key = event.key.toLowerCase()
    if (isGoing) {
      isGoing = false
      if (goTo[key]) location.assign(goTo[key])
      return
    }
    if (key === 'g') {
      isGoing = true
      setTimeout(() => (isGoing = false), 1500)
    } else if (event.key === '/') {
      event.preventDefault()
      $('#find')?.focus()
    } else if (event.key === '?') location.assign('/help#keys')
    else if (key === 't') $('[data-key="t"]')?.click()
    else if (key === 'j' || key === 'k') {
      const rows = $$('.ledger tbody .main > a, .todo__what > a, .tacc li > a').filter((row) => row.checkVisibility())
      if (!rows.length) return
      const at = rows.indexOf(document.activeElement)
      const next = key === 'j' ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)
      rows[next].focus()
    }
  })
})()
