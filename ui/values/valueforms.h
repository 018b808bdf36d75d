#pragma once

class ValuePage;

/// Gives a page all forms that a value can be seen in beside text and bytes.
void addValueForms(ValuePage *page);
