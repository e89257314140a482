# العناوين: ما يُرفض.
field-city-missing = أدخل المدينة.
field-latitude-not-valid = خط العرض بين -90 و90 درجة.
field-longitude-not-valid = خط الطول بين -180 و180 درجة.
field-position-incomplete = أدخل خط العرض وخط الطول معًا، أو اتركهما.
field-position-zero = الموقع صفر/صفر يقع في عرض البحر. ضع الدبوس من جديد.
field-within-out-of-range = يجب أن تكون المسافة بين متر واحد و50,000 متر.
error-city-missing = { field-city-missing }
error-latitude-not-valid = { field-latitude-not-valid }
error-longitude-not-valid = { field-longitude-not-valid }
error-position-incomplete = { field-position-incomplete }
error-position-zero = { field-position-zero }
error-within-out-of-range = { field-within-out-of-range }
error-addresses-too-many = للعميل 100 عنوان على الأكثر. احذف عنوانًا أولًا.
error-address-deleted = حُذف هذا العنوان. استعده أولًا.
error-address-not-deleted = هذا العنوان ليس محذوفًا.
error-address-in-use = هناك ما هو في طريقه إلى هذا العنوان. حدّد هل يشمله التغيير أيضًا.
error-default-required = لا بد من عنوان افتراضي. اجعل عنوانًا آخر هو الافتراضي.
