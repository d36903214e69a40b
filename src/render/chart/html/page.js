(function () {
  var who = document.getElementById('who');
  var when = document.getElementById('when');
  var card = document.getElementById('card');
  var each = function (what, act) { Array.prototype.forEach.call(document.querySelectorAll(what), act); };

  // A calendar of one person's month, from the cells of the row.
  function calendar(person) {
    card.hidden = !person;
    card.textContent = '';
    var row = person && document.querySelector('tr[data-p="' + person + '"]');
    if (!row) return;
    var put = function (tag, text, parent) {
      var element = document.createElement(tag);
      element.textContent = text;
      (parent || card).appendChild(element);
      return element;
    };
    card.dataset.names.split(' ').forEach(function (name) { put('b', name); });
    for (var i = 0; i < +card.dataset.lead; i++) put('p', '');
    var heads = document.querySelectorAll('thead th.day');
    Array.prototype.forEach.call(row.querySelectorAll('td:not(.total)'), function (cell, day) {
      var field = put('div', '');
      field.className = cell.className;
      var head = heads[day];
      put('u', head.firstChild.textContent, field).className = head.className.replace(/day|mon/g, '');
      put('span', cell.textContent, field);
      put('i', cell.title, field);
    });
  }

  function show() {
    var person = who ? who.value : '';
    var part = when ? when.value : '';
    each('[data-p]', function (e) { e.hidden = person !== '' && e.dataset.p !== person; });
    each('[data-when]', function (e) { e.hidden = part !== '' && e.dataset.when !== part; });
    document.body.classList.toggle('one', person !== '');
    if (card) calendar(person);
  }

  if (who) {
    // `#王芳` behind the address shows one person: a bookmark for each.
    var wish = function () {
      var name = '';
      try { name = decodeURIComponent(location.hash.slice(1)); } catch (e) { /* no name */ }
      Array.prototype.forEach.call(who.options, function (option) {
        if (option.value && option.textContent === name) who.value = option.value;
      });
    };
    wish();
    window.addEventListener('hashchange', function () { wish(); show(); });
    who.onchange = function () {
      var name = who.value ? '#' + encodeURIComponent(who.options[who.selectedIndex].textContent) : '#';
      try { history.replaceState(null, '', name); } catch (e) { /* not from a file, in some browsers */ }
      show();
    };
  }
  if (when) {
    // The week or day that is now, where the file has it.
    var now = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    Array.prototype.forEach.call(when.options, function (option) {
      var ends = option.value.split('/');
      if (ends[0] <= now && now <= ends[1]) when.value = option.value;
    });
    when.onchange = show;
  }
  show();
})();
