// Comfort for the pages of the hall: everything here works without it. ES2018, no dependencies.
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');
  var words = JSON.parse((document.querySelector('[data-words]') || { dataset: { words: '{}' } }).dataset.words);

  // People with a screen reader must hear that something is missing before they meet the form again.
  var errors = document.querySelector('.errors');
  if (errors) errors.focus();

  // One press, one application: the second press of a nervous finger does nothing.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.dataset.shrinking) {
      event.preventDefault();
      form.dataset.waiting = 'yes';
      return;
    }
    if (form.method !== 'post') return;
    form.dataset.sent = 'yes';
    mark(form, true);
    // A lost network must not lock the page for good.
    setTimeout(function () { release(form); }, 20000);
  });
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) Array.from(document.forms).forEach(release);
  });

  function release(form) {
    delete form.dataset.sent;
    mark(form, false);
  }

  function mark(form, busy) {
    form.querySelectorAll('button').forEach(function (button) {
      if (busy) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
    });
  }

  // Photos leave the phone small: 300 KB travel in seconds where 5 MB would not arrive.
  var LIMIT = 300 * 1024;
  document.addEventListener('change', function (event) {
    var input = event.target;
    if (!input.matches || !input.matches('input[type=file][data-shrink]')) return;
    if (!window.DataTransfer || !window.createImageBitmap) return say(input, listed(Array.from(input.files)));
    var form = input.form;
    form.dataset.shrinking = 'yes';
    say(input, words.shrinking);
    Promise.all(Array.from(input.files).map(shrink)).then(function (files) {
      var list = new DataTransfer();
      files.forEach(function (file) { list.items.add(file); });
      input.files = list.files;
      say(input, listed(files));
    }).catch(function () { say(input, listed(Array.from(input.files))); }).then(function () {
      delete form.dataset.shrinking;
      if (form.dataset.waiting) {
        delete form.dataset.waiting;
        form.requestSubmit ? form.requestSubmit() : form.submit();
      }
    });
  });

  function listed(files) {
    return files.map(function (file) { return file.name + ' ' + Math.ceil(file.size / 1024) + ' KB'; }).join(', ');
  }

  function shrink(file) {
    if (!/^image\//.test(file.type) || file.size <= LIMIT) return Promise.resolve(file);
    return createImageBitmap(file).then(function (image) { return draw(image, 1600, 0.8); }).then(function (blob) {
      return blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file;
    }, function () { return file; });
  }

  function draw(image, longest, quality) {
    var scale = Math.min(1, longest / Math.max(image.width, image.height));
    var canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise(function (done) { canvas.toBlob(done, 'image/jpeg', quality); }).then(function (blob) {
      return blob.size <= LIMIT || longest < 700 ? blob : draw(image, longest * 0.8, Math.max(0.5, quality - 0.1));
    });
  }

  function say(input, text) {
    var status = input.parentNode.querySelector('[role=status]');
    if (status) status.textContent = text || '';
  }

  var printer = document.querySelector('.print');
  if (printer) printer.addEventListener('click', function () { window.print(); });

  // Read aloud, sentence by sentence, for those who would rather listen.
  var reader = document.querySelector('.read');
  if (reader && window.speechSynthesis) {
    reader.addEventListener('click', function () {
      var speaking = reader.getAttribute('aria-pressed') === 'true';
      speechSynthesis.cancel();
      reader.setAttribute('aria-pressed', String(!speaking));
      if (speaking) return;
      var parts = document.querySelector('main').innerText.split(/\n+/).filter(Boolean);
      parts.forEach(function (part, index) {
        var speech = new SpeechSynthesisUtterance(part);
        speech.lang = root.lang;
        speech.rate = 0.85;
        if (index === parts.length - 1) speech.onend = function () { reader.setAttribute('aria-pressed', 'false'); };
        speechSynthesis.speak(speech);
      });
    });
    window.addEventListener('pagehide', function () { speechSynthesis.cancel(); });
  } else if (reader) reader.remove();
})();
